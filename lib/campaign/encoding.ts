export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

export interface DetectedEncoding {
  readonly encoding: Encoding;
  /** Bytes of the byte order mark, which is no part of the first cell. */
  readonly markLength: number;
}

/** Text in which delimiters, quotes and line ends are one unit each, whatever the encoding. */
export type Units = Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer>;

const startsWith = (bytes: Uint8Array, ...mark: readonly number[]): boolean =>
  mark.every((byte, index) => bytes[index] === byte);

function isUtf8(sample: Uint8Array): boolean {
  try {
    // A sample may end within a character: streaming forgives that.
    new TextDecoder("utf-8", { fatal: true }).decode(sample, { stream: true });
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** Zeros at every second place: Latin text in UTF-16 without a mark. */
function looksUtf16(sample: Uint8Array, zeroAt: 0 | 1): boolean {
  let zeros = 0;
  let others = 0;
  for (let i = 0; i + 1 < sample.length; i += 2) {
    if (sample[i + zeroAt] === 0) zeros++;
    if (sample[i + 1 - zeroAt] === 0) others++;
  }
  return zeros > sample.length / 4 && others === 0;
}

/** The encoding of a text file by its first bytes. */
export function detectEncoding(sample: Uint8Array): DetectedEncoding {
  if (startsWith(sample, 0xef, 0xbb, 0xbf)) return { encoding: "utf-8", markLength: 3 };
  if (startsWith(sample, 0xff, 0xfe)) return { encoding: "utf-16le", markLength: 2 };
  if (startsWith(sample, 0xfe, 0xff)) return { encoding: "utf-16be", markLength: 2 };
  if (looksUtf16(sample, 1)) return { encoding: "utf-16le", markLength: 0 };
  if (looksUtf16(sample, 0)) return { encoding: "utf-16be", markLength: 0 };
  return { encoding: isUtf8(sample) ? "utf-8" : "windows-1252", markLength: 0 };
}

const MARKS: Readonly<Record<Encoding, readonly number[]>> = {
  "utf-8": [0xef, 0xbb, 0xbf],
  "utf-16le": [0xff, 0xfe],
  "utf-16be": [0xfe, 0xff],
  "windows-1252": [],
};

export const byteOrderMark = (encoding: Encoding): Uint8Array<ArrayBuffer> =>
  new Uint8Array(MARKS[encoding]);

/** True for what no text editor or spreadsheet writes as text. */
export function isBinary(sample: Uint8Array): boolean {
  const { encoding } = detectEncoding(sample);
  if (encoding === "utf-16le" || encoding === "utf-16be") return false;
  let controls = 0;
  for (const byte of sample) {
    if (byte === 0) return true;
    if (byte < 9 || (byte > 13 && byte < 32)) controls++;
  }
  return controls > sample.length / 50;
}

function swapped(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(bytes.length);
  for (let i = 0; i + 1 < bytes.length; i += 2) {
    out[i] = bytes[i + 1] ?? 0;
    out[i + 1] = bytes[i] ?? 0;
  }
  return out;
}

/** Bytes of whole units (an even count for UTF-16) as units. The bytes are not copied where they need not be. */
export function toUnits(bytes: Uint8Array<ArrayBuffer>, encoding: Encoding): Units {
  if (encoding === "utf-8" || encoding === "windows-1252") return bytes;
  const little = encoding === "utf-16be" ? swapped(bytes) : bytes.slice();
  return new Uint16Array(little.buffer, 0, little.length >> 1);
}

/** The very bytes that units came from. */
export function toBytes(units: Units, encoding: Encoding): Uint8Array<ArrayBuffer> {
  if (units instanceof Uint8Array) return units;
  const bytes = new Uint8Array(units.buffer, units.byteOffset, units.byteLength);
  return encoding === "utf-16be" ? swapped(bytes) : bytes;
}

/** Text as bytes; what an encoding does not know becomes a question mark. */
export function encodeText(text: string, encoding: Encoding): Uint8Array<ArrayBuffer> {
  if (encoding === "utf-8") return new TextEncoder().encode(text);
  const units = Uint16Array.from(text, (_, index) => text.charCodeAt(index));
  if (encoding === "windows-1252")
    return Uint8Array.from(units, (unit) => (unit < 256 ? unit : 63));
  return toBytes(units, encoding);
}

/** Units as text; made once, used for every cell. */
export function createTextReader(encoding: Encoding): (units: Units) => string {
  if (encoding === "utf-16le" || encoding === "utf-16be") {
    const decoder = new TextDecoder("utf-16le", { ignoreBOM: true });
    return (units) => decoder.decode(units);
  }
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  return (units) => {
    // Most cells are short and ASCII: cheaper than a decoder's call.
    if (units.length < 32 && units.every((unit) => unit < 128)) {
      return String.fromCharCode(...units);
    }
    return decoder.decode(units);
  };
}
