/** A file that a job writes, piece by piece. */
export interface Output {
  write(bytes: Uint8Array): void;
  /** The written file; nothing can be written after it. */
  finish(): Promise<Blob>;
  /** Leaves nothing behind. */
  discard(): Promise<void>;
}

export interface Outputs {
  create(): Promise<Output>;
  /** Removes what was written; files that were handed out can be read no more. */
  clear(): Promise<void>;
}

/** The types of the DOM know of it in workers only. */
interface DiskFile extends FileSystemFileHandle {
  createSyncAccessHandle(): Promise<{
    write(bytes: Uint8Array<ArrayBuffer>, options: { at: number }): number;
    flush(): void;
    close(): void;
  }>;
}

const FOLDER = "list-outputs";
const BUFFER = 1 << 20;

/** Gathers small pieces, so that a row costs a copy and not a call of the file system. */
function buffered(flush: (bytes: Uint8Array<ArrayBuffer>) => void) {
  const buffer = new Uint8Array(BUFFER);
  let length = 0;
  const empty = (): void => {
    if (length > 0) flush(buffer.subarray(0, length));
    length = 0;
  };
  return {
    write: (bytes: Uint8Array): void => {
      if (length + bytes.length > BUFFER) empty();
      if (bytes.length > BUFFER) flush(bytes as Uint8Array<ArrayBuffer>);
      else {
        buffer.set(bytes, length);
        length += bytes.length;
      }
    },
    empty,
  };
}

/** In memory: where the browser has no private file system, as in Firefox's private windows. */
function memoryOutput(): Output {
  let parts: Blob[] = [];
  const buffer = buffered((bytes) => parts.push(new Blob([bytes])));
  return {
    write: buffer.write,
    finish: async () => {
      buffer.empty();
      return new Blob(parts);
    },
    discard: async () => {
      parts = [];
    },
  };
}

async function diskOutput(folder: FileSystemDirectoryHandle, name: string): Promise<Output> {
  const file = (await folder.getFileHandle(name, { create: true })) as DiskFile;
  const handle = await file.createSyncAccessHandle();
  let at = 0;
  let open = true;
  const close = (): void => {
    if (open) handle.close();
    open = false;
  };
  const buffer = buffered((bytes) => {
    at += handle.write(bytes, { at });
  });
  return {
    write: buffer.write,
    finish: async () => {
      buffer.empty();
      handle.flush();
      close();
      return file.getFile();
    },
    discard: async () => {
      close();
      await folder.removeEntry(name);
    },
  };
}

const folderOf = async (storage: StorageManager): Promise<FileSystemDirectoryHandle | null> => {
  try {
    return await (await storage.getDirectory()).getDirectoryHandle(FOLDER, { create: true });
  } catch (error) {
    // Private windows have none.
    if (error instanceof DOMException) return null;
    throw error;
  }
};

/** Removes files that no open page holds: those of pages that were closed. */
async function sweep(folder: FileSystemDirectoryHandle, locks: LockManager): Promise<void> {
  const { held = [] } = await locks.query();
  const inUse = new Set(held.map(({ name }) => name));
  for await (const name of folder.keys()) {
    if (!inUse.has(`${FOLDER}/${name.split(".")[0]}`)) await folder.removeEntry(name);
  }
}

/**
 * Where a worker's jobs write: in the browser's private file system, so that a list of
 * any length takes no memory. What it wrote is held until the worker ends or clears
 * it, and is swept away by the next one.
 */
export async function createOutputs(
  storage: StorageManager,
  locks: LockManager,
  id: string,
): Promise<Outputs> {
  const folder = await folderOf(storage);
  if (!folder) return { create: async () => memoryOutput(), clear: async () => undefined };
  let holds: (() => void) | undefined;
  await new Promise<void>((taken) => {
    void locks.request(`${FOLDER}/${id}`, () => {
      taken();
      return new Promise<void>((release) => {
        holds = release;
      });
    });
  });
  await sweep(folder, locks);
  const names: string[] = [];
  return {
    create: () => {
      const name = `${id}.${names.length}`;
      names.push(name);
      return diskOutput(folder, name);
    },
    clear: async () => {
      for (const name of names.splice(0)) {
        await folder.removeEntry(name).catch((error: unknown) => {
          // It was discarded, or the person is still saving it: the next sweep takes it.
          if (!(error instanceof DOMException)) throw error;
        });
      }
      holds?.();
    },
  };
}
