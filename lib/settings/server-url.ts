const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** An origin: https, or http on loopback for tests and development. */
export function normalizeServerUrl(text: string): string | null {
  const url = URL.parse(text.trim());
  if (!url || url.username || url.password || url.search || url.hash) return null;
  if (url.pathname !== "/") return null;
  if (url.protocol === "https:") return url.origin;
  return url.protocol === "http:" && LOOPBACK.has(url.hostname) ? url.origin : null;
}
