import { CRM_PRESETS } from "./crm-presets.ts";
import {
  EXPORT_COLUMNS,
  type ExportColumn,
  type ExportFilter,
  type ExportRecord,
  exportCell,
  type NumberFormat,
  passes,
} from "./export-record.ts";

export interface ExportShape {
  readonly filter: ExportFilter;
  /** A CRM's own table, one row a customer; null: one row a record with the columns below. */
  readonly preset: string | null;
  readonly columns: readonly ExportColumn[];
  /** Names of the columns, in the language of whoever reads them. */
  readonly names: Readonly<Record<ExportColumn, string>>;
}

export interface ExportRows {
  readonly header: readonly string[];
  /** The rows of one recipient with all of its records. */
  of(records: readonly ExportRecord[]): readonly (readonly string[])[];
}

/** The rows of a file of consents. */
export function createExportRows(shape: ExportShape, format: NumberFormat): ExportRows {
  const { filter, names } = shape;
  const preset = CRM_PRESETS.find(({ id }) => id === shape.preset);
  if (!preset) {
    const columns = EXPORT_COLUMNS.filter((column) => shape.columns.includes(column));
    return {
      header: columns.map((column) => names[column]),
      of: (records) =>
        records
          .filter((record) => passes(record, filter))
          .map((record) => columns.map((column) => exportCell(record, column, format))),
    };
  }
  return {
    header: preset.header,
    of: (records) => {
      const passing = records.filter((record) => passes(record, filter));
      const [first] = passing;
      if (!first) return [];
      // A contact has one field: opted out of any number that passes is opted out.
      const out = passing.filter(({ optedOut }) => optedOut);
      const dates = (out.length > 0 ? out : passing).map(({ since }) => since.slice(0, 10)).sort();
      return [[format(first.to), out.length > 0 ? preset.yes : preset.no, dates.at(-1) ?? ""]];
    },
  };
}
