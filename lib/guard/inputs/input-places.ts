import type { VerdictKind } from "../../consent/verdict.ts";
import type { E164 } from "../../phone/e164.ts";
import { readNumber } from "../../phone/read-number.ts";
import { createGuardedAttributes } from "../guarded-attributes.ts";
import type { NumberPlaces } from "../number-places.ts";
import type { ShadowRoots } from "../shadow-roots.ts";
import { keepOutside } from "../subtrees.ts";

interface InputFinding {
  readonly input: HTMLInputElement;
  readonly number: E164;
}

export interface InputPlacesPorts {
  readonly country: () => string;
  readonly kindOf: (recipient: E164) => VerdictKind | undefined;
  readonly shadowRoots: ShadowRoots;
}

/** Input types that hold a written number. */
const INPUTS = 'input:not([type]),input[type="text" i],input[type="tel" i],input[type=""]';

const isTypedInto = (input: HTMLInputElement): boolean =>
  (input.getRootNode() as Document | ShadowRoot).activeElement === input;

/** Numbers that stand as values of inputs, marked by one attribute. */
export function createInputPlaces(ports: InputPlacesPorts, signal: AbortSignal): NumberPlaces {
  const attributes = createGuardedAttributes(signal);
  let findings: InputFinding[] = [];

  const inputsOf = (root: ParentNode): HTMLInputElement[] => {
    const inputs = [...root.querySelectorAll<HTMLInputElement>(INPUTS)];
    return root instanceof HTMLInputElement && root.matches(INPUTS) ? [root, ...inputs] : inputs;
  };

  return {
    rescan: (roots) => {
      const kept = keepOutside(findings, roots, ({ input }) => input);
      for (const root of roots) {
        for (const tree of [root, ...ports.shadowRoots.under(root)]) {
          for (const input of inputsOf(tree)) {
            const number = input.value === "" ? null : readNumber(input.value, ports.country());
            if (number) kept.push({ input, number });
          }
        }
      }
      findings = kept;
    },
    numbers: () => findings.map(({ number }) => number),
    find: (wanted) => findings.find(({ number }) => number === wanted)?.input ?? null,
    show: () => {
      const marks = new Map<Element, VerdictKind>();
      for (const { input, number } of findings) {
        const kind = ports.kindOf(number);
        if (kind && kind !== "clear" && !isTypedInto(input)) marks.set(input, kind);
      }
      attributes.apply(marks);
    },
  };
}
