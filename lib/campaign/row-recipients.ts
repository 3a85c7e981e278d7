import { type E164, e164ToNumber } from "../phone/e164.ts";
import type { Units } from "./encoding.ts";
import { createQuickRecipient } from "./quick-recipient.ts";
import { type RecipientProblem, readRecipient, type ThoroughReader } from "./read-recipient.ts";
import { cellCount, cellText, type RowPlace } from "./row-splitter.ts";

/** Why nobody can say whom a row would text; each has a sentence in the locales (`recipient_<reason>`). */
export type RowProblem = RecipientProblem | "row-too-short" | "row-too-long" | "quotes-broken";

export interface RowRecipientsOptions {
  /** Places of the columns that hold recipients, from 0. */
  readonly columns: readonly number[];
  readonly defaultCountry: string;
  readonly read: (units: Units) => string;
  readonly thorough: ThoroughReader;
}

/** Whom a row would text; valid until the next row is read. */
export interface RowRecipients {
  /** E.164 digits as numbers. Of a row with a problem: those that it may mean. */
  readonly numbers: readonly number[];
  /** `empty`: nobody can be texted by this row. */
  readonly problem: RowProblem | null;
}

const isBlank = (row: RowPlace, index: number, read: (units: Units) => string): boolean =>
  cellText(row, index, read).trim() === "";

/**
 * Reads the recipients of a table's rows. A row that has more cells than the first, or
 * lacks a column of recipients, has lost its columns: it names nobody for certain, but
 * an opted-out number anywhere in it keeps it from being texted.
 */
export function createRowRecipients(options: RowRecipientsOptions) {
  const { columns, defaultCountry, read, thorough } = options;
  const quick = createQuickRecipient(defaultCountry);
  const furthest = Math.max(...columns);
  const numbers: number[] = [];
  const result: { numbers: readonly number[]; problem: RowProblem | null } = {
    numbers,
    problem: null,
  };
  /** Cells of the first row; others are measured by it. */
  let width = 0;

  const take = (number: E164): void => {
    numbers.push(e164ToNumber(number));
  };

  const shapeProblem = (row: RowPlace): RowProblem | null => {
    if (row.broken) return "quotes-broken";
    const cells = cellCount(row);
    if (cells > width) {
      for (let index = width; index < cells; index++) {
        if (!isBlank(row, index, read)) return "row-too-long";
      }
    }
    if (cells <= furthest) {
      for (let index = 0; index < cells; index++) {
        if (!isBlank(row, index, read)) return "row-too-short";
      }
    }
    return null;
  };

  const takeAny = (row: RowPlace): void => {
    for (let index = 0; index < cellCount(row); index++) {
      for (const part of cellText(row, index, read).split(/[\r\n,;\t|"]+/)) {
        const cell = readRecipient(part, defaultCountry, thorough);
        if (cell.ok) take(cell.number);
        else cell.possible.forEach(take);
      }
    }
  };

  const takeSlowly = (text: string, before: RowProblem | null): RowProblem | null => {
    const cell = readRecipient(text, defaultCountry, thorough);
    if (cell.ok) {
      take(cell.number);
      return before === "empty" ? null : before;
    }
    cell.possible.forEach(take);
    return cell.problem === "empty" ? before : cell.problem;
  };

  return {
    /** The first row, header or not: it says how many cells a row has. */
    measure: (row: RowPlace): void => {
      width = cellCount(row);
    },
    of: (row: RowPlace): RowRecipients => {
      numbers.length = 0;
      const { cells } = row;
      if (row.broken || cells.length !== width * 2) {
        result.problem = shapeProblem(row);
        if (result.problem) {
          takeAny(row);
          return result;
        }
      }
      let problem: RowProblem | null = "empty";
      for (const column of columns) {
        const begin = cells[column * 2];
        const end = cells[column * 2 + 1];
        if (begin === undefined || end === undefined || begin === end) continue;
        const number = quick(row.units, begin, end);
        if (number > 0) {
          numbers.push(number);
          if (problem === "empty") problem = null;
        } else problem = takeSlowly(cellText(row, column, read), problem);
      }
      result.problem = problem;
      return result;
    },
  };
}
