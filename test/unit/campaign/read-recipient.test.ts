import { expect, it } from "vitest";
import { readRecipient } from "../../../lib/campaign/read-recipient.ts";
import { parseTyped } from "../../../lib/phone/parse.ts";

const read = (cell: string, country = "US") => readRecipient(cell, country, parseTyped);

it.each([
  ["(415) 555-2671", "US", "+14155552671"],
  ["4155552671", "US", "+14155552671"],
  ["4155552671.0", "US", "+14155552671"],
  ["'+14155552671", "US", "+14155552671"],
  ['="4155552671"', "US", "+14155552671"],
  ["\u202a+1 415 555 2671\u202c", "US", "+14155552671"],
  ["415-555-2671 x12", "US", "+14155552671"],
  ["020 7946 0018", "GB", "+442079460018"],
  ["+44 20 7946 0018", "US", "+442079460018"],
  ["0171 1234567", "DE", "+491711234567"],
  ["415-555-2671; 415-555-2671", "US", "+14155552671"],
  ["415-555-2671,,12", "US", "+14155552671"],
  ["415-555-2671;ext=12", "US", "+14155552671"],
  // An area that does not exist: no zero was lost that Americans do not dial.
  ["3912031000.0", "US", "+13912031000"],
])("reads %j from %s as %s", (cell, country, number) => {
  expect(read(cell, country)).toEqual({ ok: true, number });
});

it.each([
  ["", "US", "empty", []],
  ["  \u200f ", "US", "empty", []],
  ["6.50111E+09", "US", "spreadsheet-float", []],
  ["4,155552671E9", "DE", "spreadsheet-float", []],
  ["415-555-2671 / 415-555-2672", "US", "several-numbers", ["+14155552671", "+14155552672"]],
  ["415 555 2671, 415 555 2672", "US", "several-numbers", ["+14155552671", "+14155552672"]],
  ["4155552671;4155552672", "US", "several-numbers", ["+14155552671", "+14155552672"]],
  ["+14155552671,+14155552672", "US", "several-numbers", ["+14155552671", "+14155552672"]],
  ["415-555-2671 or 415-555-2672", "US", "several-numbers", ["+14155552671", "+14155552672"]],
  ["2079460018", "GB", "leading-zero-lost", ["+442079460018"]],
  // 039 is no calling code.
  ["03912345678", "US", "not-a-number", []],
  ["ask Bob", "US", "not-a-number", []],
  ["12345", "US", "not-a-number", []],
])("refuses %j from %s: %s", (cell, country, problem, possible) => {
  expect(read(cell, country)).toEqual({ ok: false, problem, possible });
});
