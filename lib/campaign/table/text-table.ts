import { Failure } from "../../failure.ts";
import { createTextReader, detectEncoding, type Encoding, isBinary, toUnits } from "../encoding.ts";
import { piecesOf } from "../file-pieces.ts";
import { cellText, RowSplitter } from "../row-splitter.ts";
import { detectShape } from "../table-shape.ts";
import { unitsOf } from "../unit-pieces.ts";
import type { FormatCorrections, Table, TableRow, TextFormat } from "./table.ts";

/** Enough for the eye and to tell how the text is written. */
const SAMPLE_BYTES = 256 * 1024;

/** Read in one go: so few rows that a page stays quick between two of them. */
const PIECE = 64 * 1024;
/** Who reads no further ends the reading. */
const UNTIL_LEFT = new AbortController().signal;

/** Marks of the encodings: a correction to another encoding must not read them as text. */
const markLengthOf = (sample: Uint8Array, encoding: Encoding): number => {
  const detected = detectEncoding(sample);
  return detected.encoding === encoding ? detected.markLength : 0;
};

/**
 * A delimited text, with what was found of its writing.
 * @throws Failure `list-empty`, `list-not-text`
 */
export async function openTextTable(
  blob: Blob,
  name: string,
  corrections: FormatCorrections,
): Promise<Table> {
  const sample = new Uint8Array(await blob.slice(0, SAMPLE_BYTES).arrayBuffer());
  if (isBinary(sample)) throw new Failure("list-not-text");
  const encoding = corrections.encoding ?? detectEncoding(sample).encoding;
  const markLength = markLengthOf(sample, encoding);
  const read = createTextReader(encoding);
  // UTF-16 comes in whole units of two bytes.
  const end = encoding.startsWith("utf-16") ? sample.length - (sample.length % 2) : sample.length;
  const units = toUnits(sample.subarray(markLength, end), encoding);
  if (read(units).trim() === "") throw new Failure("list-empty");
  const shape = detectShape(units, read, { ...corrections, whole: sample.length === blob.size });
  const { delimiter, hasHeader } = shape;
  return {
    name,
    blob,
    format: { kind: "text", encoding, markLength, delimiter, hasHeader },
    columns: shape.names,
    sample: shape.sample,
  };
}

/**
 * The rows, in batches as the text arrives; the header is left out, and so are rows of nothing.
 * @throws Failure `csv-quote-open`
 */
export async function* textRows(
  blob: Blob,
  format: TextFormat,
): AsyncGenerator<readonly TableRow[]> {
  const read = createTextReader(format.encoding);
  const splitter = new RowSplitter(format.delimiter);
  let headerSeen = !format.hasHeader;
  let batch: TableRow[] = [];
  const take: Parameters<RowSplitter["finish"]>[0] = (row) => {
    const cells = Array.from({ length: row.cells.length / 2 }, (_, index) =>
      cellText(row, index, read),
    );
    if (cells.every((cell) => cell.trim() === "")) return;
    if (headerSeen) batch.push({ line: row.line, cells });
    headerSeen = true;
  };
  for await (const units of unitsOf(piecesOf(blob, UNTIL_LEFT, PIECE), format)) {
    splitter.push(units, take);
    if (batch.length > 0) yield batch;
    batch = [];
  }
  splitter.finish(take);
  if (batch.length > 0) yield batch;
}
