import type { VerdictKind } from "../../consent/verdict.ts";
import type { E164 } from "../../phone/e164.ts";
import type { Changes } from "../changes.ts";
import { matches } from "../element-access.ts";
import { isWithinOffLimits } from "../ground.ts";
import { createGuardedAttributes } from "../guarded-attributes.ts";
import type { NumberReader } from "../number-reader.ts";
import type { Sheets } from "../sheets.ts";
import { besideInput } from "../text/beside.ts";
import type { Tree } from "../text/units.ts";

export interface InputPlacesPorts {
  readonly reader: NumberReader;
  readonly country: () => string;
  readonly kindOf: (recipient: E164) => VerdictKind | undefined;
  readonly sheets: Sheets;
  /** A number was found; may be told again. */
  readonly onNumber: (number: E164) => void;
  /** Numbers came or went without any mutation of the page. */
  readonly onChanged: () => void;
}

interface Read {
  readonly value: string;
  readonly number: E164 | null;
}

/** Input types that hold a written number. */
const INPUTS = 'input:not([type]),input[type="text" i],input[type="tel" i],input[type=""]';
const CHECK_MS = 1000;
/** Inputs looked at in one round. */
const MAX_CHECKED = 500;

const isTypedInto = (input: Element): boolean =>
  (input.getRootNode() as Document | ShadowRoot).activeElement === input;

/** Numbers that stand as values of inputs, marked by one attribute. */
export function createInputPlaces(ports: InputPlacesPorts, signal: AbortSignal) {
  const attributes = createGuardedAttributes(ports.sheets, signal);
  const inputs = new Map<HTMLInputElement, Read>();
  let rotation: Iterator<HTMLInputElement> | null = null;

  /** Scripts set values without any event or mutation. True: something has changed. */
  const read = (input: HTMLInputElement): boolean => {
    const before = inputs.get(input);
    const { value } = input;
    if (before?.value === value) return false;
    const number =
      value === "" || isWithinOffLimits(input)
        ? null
        : ports.reader.readValue(value, ports.country(), besideInput(input));
    inputs.set(input, { value, number });
    if (number) ports.onNumber(number);
    return before ? before.number !== number : number !== null;
  };

  const readTree = (tree: Tree): void => {
    if (tree instanceof HTMLInputElement && matches(tree, INPUTS)) read(tree);
    for (const input of tree.querySelectorAll("input")) if (matches(input, INPUTS)) read(input);
  };

  const sweep = (): void => {
    for (const input of inputs.keys()) if (!input.isConnected) inputs.delete(input);
  };

  const show = (): void => {
    const marks = new Map<Element, VerdictKind>();
    for (const [input, { number }] of inputs) {
      if (!number) continue;
      const kind = ports.kindOf(number);
      if (kind && kind !== "clear") marks.set(input, kind);
    }
    // Nothing is written while somebody types; what is marked stays, and its rule does not show then.
    attributes.apply(marks, isTypedInto);
  };

  /** The next few of all inputs in turn. */
  const check = (): void => {
    if (document.visibilityState === "hidden") return;
    let changed = false;
    for (let i = 0; i < Math.min(MAX_CHECKED, inputs.size); i++) {
      rotation ??= inputs.keys();
      const { value: input, done } = rotation.next();
      if (done) rotation = null;
      else if (!isTypedInto(input) && read(input)) changed = true;
    }
    if (changed) ports.onChanged();
  };

  const timer = setInterval(check, CHECK_MS);
  signal.addEventListener("abort", () => clearInterval(timer));

  return {
    rescan: ({ trees, attributes: changed, editability, removed }: Changes): void => {
      for (const tree of trees) readTree(tree);
      for (const element of [...changed, ...editability]) {
        inputs.delete(element as HTMLInputElement);
        readTree(element);
      }
      if (removed) sweep();
    },
    scanAll: (): void => {
      inputs.clear();
      rotation = null;
      readTree(document.documentElement);
    },
    /** What was typed, or the focus that kept us away, is over. */
    settle: (input: EventTarget | null): void => {
      if (input instanceof HTMLInputElement && inputs.has(input)) {
        read(input);
        ports.onChanged();
      }
    },
    /** The number that this input shows, unless it is being typed into. */
    of: (element: Element): E164 | null =>
      element instanceof HTMLInputElement && !isTypedInto(element)
        ? (inputs.get(element)?.number ?? null)
        : null,
    numbers: function* (): Generator<E164> {
      for (const { number } of inputs.values()) if (number) yield number;
    },
    find: (wanted: E164): Element | null => {
      for (const [input, { number }] of inputs) if (number === wanted) return input;
      return null;
    },
    show,
  };
}
