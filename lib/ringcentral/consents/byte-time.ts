import { digitAt, digitsAt, fourDigitsAt, shapeOf } from "./byte-digits.ts";

const DOT = 46;
const Z = 90;
const POWERS = Array.from({ length: 10 }, (_, power) => 10 ** power);
const MONTHS_UNTIL_2100 = 130 * 12;

/** A time after its year, four bytes at a time. */
const MONTH = shapeOf("-00-");
const DAY = shapeOf("00T0");
const MINUTE = shapeOf("0:00");
const SECOND = shapeOf(":00");
/** What six and nine fractional digits end with. */
const LAST_TWO = shapeOf("00Z");
const LAST_ONE = shapeOf("0Z");

/** Of a word's digits. */
const digit = (digits: number, place: number): number => (digits >>> (8 * place)) & 15;
const twoDigits = (digits: number, place: number): number =>
  digit(digits, place) * 10 + digit(digits, place + 1);

/** Reads `2025-05-12T22:21:03.891149Z`, with up to nine fractional digits, out of its bytes. */
export class ByteTime {
  seconds = 0;
  nanos = 0;
  /** Behind the time. */
  end = 0;
  /** Days before each month since 1970, and then the days of it; 0: not asked for yet. */
  private readonly days = new Int32Array(2 * MONTHS_UNTIL_2100);
  /** The words of the day that was read last, with the first digit of its hour; and what they say. */
  private year = 0;
  private month = 0;
  private day = 0;
  private tenHours = 0;
  private secondsBefore = 0;

  /** False for every other form, and for a moment that does not exist. */
  read(view: DataView, bytes: Uint8Array, at: number): boolean {
    if (!this.isSameDay(view, at) && !this.readDay(view, at)) return false;
    const minute = digitsAt(view, at + 12, MINUTE);
    const second = digitsAt(view, at + 16, SECOND);
    if ((minute | second) < 0) return false;
    const hours = this.tenHours + digit(minute, 0);
    const minutes = twoDigits(minute, 2);
    const seconds = twoDigits(second, 1);
    if (hours > 23 || minutes > 59 || seconds > 59) return false;
    this.seconds = this.secondsBefore + hours * 3600 + minutes * 60 + seconds;
    this.nanos = 0;
    let end = at + 19;
    if (bytes[end] === DOT) {
      end = this.readFraction(view, bytes, end + 1);
      if (end < 0) return false;
    }
    this.end = end + 1;
    return bytes[end] === Z;
  }

  private isSameDay(view: DataView, at: number): boolean {
    return (
      view.getInt32(at + 8) === this.day &&
      view.getInt32(at + 4) === this.month &&
      view.getInt32(at) === this.year
    );
  }

  private readDay(view: DataView, at: number): boolean {
    const year = fourDigitsAt(view, at);
    const month = digitsAt(view, at + 4, MONTH);
    const day = digitsAt(view, at + 8, DAY);
    if ((year | month | day) < 0) return false;
    const days = this.daysUntil(year, twoDigits(month, 1), twoDigits(day, 0));
    if (days < 0) return false;
    this.year = view.getInt32(at);
    this.month = view.getInt32(at + 4);
    this.day = view.getInt32(at + 8);
    this.secondsBefore = days * 86_400;
    this.tenHours = digit(day, 3) * 10;
    return true;
  }

  /** Behind the fraction; negative when it has no digit or more than nine. */
  private readFraction(view: DataView, bytes: Uint8Array, begin: number): number {
    const high = fourDigitsAt(view, begin);
    const lastTwo = digitsAt(view, begin + 4, LAST_TWO);
    if ((high | lastTwo) >= 0) {
      this.nanos = (high * 100 + twoDigits(lastTwo, 0)) * 1000;
      return begin + 6;
    }
    const low = fourDigitsAt(view, begin + 4);
    const lastOne = digitsAt(view, begin + 8, LAST_ONE);
    if ((high | low | lastOne) >= 0) {
      this.nanos = (high * 10_000 + low) * 10 + digit(lastOne, 0);
      return begin + 9;
    }
    let at = begin;
    let fraction = 0;
    for (let four = fourDigitsAt(view, at); four >= 0; four = fourDigitsAt(view, at)) {
      fraction = fraction * 10_000 + four;
      at += 4;
      if (at - begin > 9) return -1;
    }
    for (let one = digitAt(bytes, at); one >= 0; one = digitAt(bytes, ++at)) {
      fraction = fraction * 10 + one;
    }
    const digits = at - begin;
    if (digits < 1 || digits > 9) return -1;
    this.nanos = fraction * (POWERS[9 - digits] ?? 0);
    return at;
  }

  /** From 1970; negative when there is no such date, or none of these times. */
  private daysUntil(year: number, month: number, day: number): number {
    const index = 2 * ((year - 1970) * 12 + month - 1);
    if (month < 1 || month > 12 || index < 0 || index >= this.days.length) return -1;
    if (this.days[index + 1] === 0) {
      this.days[index] = Date.UTC(year, month - 1) / 86_400_000;
      this.days[index + 1] = new Date(Date.UTC(year, month, 0)).getUTCDate();
    }
    return day >= 1 && day <= (this.days[index + 1] ?? 0) ? (this.days[index] ?? 0) + day - 1 : -1;
  }
}
