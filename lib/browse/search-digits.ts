/** So many digits are a number's beginning, and not a part out of its middle. */
const A_BEGINNING = 5;

/**
 * The digits that a number has in a row when it holds what was typed, in any writing:
 * a trunk zero or an exit code in front is no part of the number, one in the middle is.
 * Empty: nothing was asked.
 */
export function searchDigits(typed: string): readonly string[] {
  const digits = typed.normalize("NFKC").replace(/\D/g, "").slice(0, 20);
  if (digits === "") return [];
  const shortened = digits.replace(/^0+/, "");
  // An optional trunk zero between brackets: +44 (0)20 …
  const withoutTrunk = typed
    .normalize("NFKC")
    .replace(/\(0+\)/, "")
    .replace(/\D/g, "");
  const readings = [digits];
  if (shortened.length >= A_BEGINNING) readings.push(shortened);
  if (withoutTrunk.length >= A_BEGINNING) readings.push(withoutTrunk);
  return [...new Set(readings)];
}
