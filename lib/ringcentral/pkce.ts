type RandomBytes = (length: number) => Uint8Array<ArrayBuffer>;

export const base64Url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");

/** A proof key for one login (RFC 7636, S256). */
export async function createProofKey(
  random: RandomBytes,
): Promise<{ readonly verifier: string; readonly challenge: string }> {
  const verifier = base64Url(random(32));
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
  return { verifier, challenge: base64Url(new Uint8Array(hash)) };
}
