import { expect, it } from "vitest";
import { numberIn } from "../../../lib/phone/number-in.ts";

it.each([
  ["sms:+14155552671?body=Hi", "+14155552671"],
  ["tel:(415)%20555-2671", "+14155552671"],
  [" (415) 555-2671 ", "+14155552671"],
  ["https://crm.example.com/contacts/7", null],
  ["Ada Lovelace", null],
  ["", null],
])("reads %j", (text, number) => {
  expect(numberIn(text, "US")).toBe(number);
});
