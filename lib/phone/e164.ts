declare const brand: unique symbol;

/** A phone number in E.164 with its `+`, such as `+14155552671`: at most 15 digits, the first not 0. */
export type E164 = string & { readonly [brand]: "E164" };

const SHAPE = /^\+[1-9]\d{6,14}$/;

export const isE164 = (value: string): value is E164 => SHAPE.test(value);

/** The number behind the `+`; 15 digits stay below 2^53, so no digit is lost. */
export const e164ToNumber = (number: E164): number => Number(number.slice(1));

/** @throws RangeError when `value` cannot have come from an E.164 number */
export function e164FromNumber(value: number): E164 {
  const text = `+${value}`;
  if (!isE164(text)) throw new RangeError(`not an E.164 number: ${value}`);
  return text;
}
