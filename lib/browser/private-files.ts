/** The browser's private file system, which background and pages of ours share: what is large goes from one to the other through it. */
const root = (): Promise<FileSystemDirectoryHandle> => navigator.storage.getDirectory();

/** Writes a file as its pieces come; nothing is seen of it before all have come. */
export async function writePrivateFile(
  name: string,
  pieces: AsyncIterable<Uint8Array<ArrayBuffer>>,
): Promise<void> {
  const file = await (await root()).getFileHandle(name, { create: true });
  const writable = await file.createWritable();
  try {
    for await (const piece of pieces) await writable.write(piece);
    await writable.close();
  } catch (error) {
    await writable.abort();
    throw error;
  }
}

export const readPrivateFile = async (name: string): Promise<File> =>
  (await (await root()).getFileHandle(name)).getFile();

/** That there is none is the ordinary case. */
export async function removePrivateFile(name: string): Promise<void> {
  try {
    await (await root()).removeEntry(name);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}
