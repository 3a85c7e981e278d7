/** By then every browser has begun to save. */
const SAVING_MS = 60_000;

/** Hands a file to the person as a download: no permission needed. */
export function saveBlob(name: string, file: Blob): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), SAVING_MS);
}

export function saveFile(name: string, text: string): void {
  const type = name.endsWith(".csv") ? "text/csv" : "application/json";
  saveBlob(name, new Blob([text], { type }));
}
