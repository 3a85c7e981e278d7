import type { PageRecipe } from "./recipe.ts";

/** Attributes that developers give for others to find things by, the surest first. */
const STABLE = [
  "data-test",
  "data-testid",
  "data-test-id",
  "data-qa",
  "data-zcqa",
  "data-selenium-test",
  "data-id",
  "data-field",
  "data-action",
  "data-name",
  "field-label",
  "name",
  "aria-label",
  "title",
  "role",
  "type",
] as const;
/** Made by a machine for this one page: it is another tomorrow. */
const GENERATED =
  /\d{3,}|[0-9a-f]{8}|^(?:css|sc|jss|ember|react|mui|ng|_ng|v)-|__[\w-]{5,}$|--[\w-]{5,}$/i;

const quoted = (text: string): string => `"${text.replace(/["\\]/g, "\\$&")}"`;

/** Ways to name an element, the surest first; never empty. */
function namesOf(element: Element): string[] {
  const names: string[] = [];
  if (element.id && !GENERATED.test(element.id)) names.push(`#${CSS.escape(element.id)}`);
  for (const name of STABLE) {
    const value = element.getAttribute(name);
    if (value && value.length <= 80 && !GENERATED.test(value)) {
      names.push(`${element.localName}[${name}=${quoted(value)}]`);
    }
  }
  const classes = [...element.classList].filter((name) => !GENERATED.test(name)).slice(0, 3);
  if (classes.length > 0) {
    names.push(`${element.localName}${classes.map((name) => `.${CSS.escape(name)}`).join("")}`);
  }
  return [...names, element.localName];
}

type Root = Document | ShadowRoot;

/** Finds exactly `target` within `scope`: by its name, by those around it, or by its place. */
function selectorWithin(scope: ParentNode, target: Element): string | null {
  const isOnly = (selector: string): boolean => {
    const found = scope.querySelectorAll(selector);
    return found.length === 1 && found[0] === target;
  };
  const own = namesOf(target);
  const direct = own.find(isOnly);
  if (direct) return direct;
  for (let up = target.parentElement; up && up !== scope; up = up.parentElement) {
    for (const outer of namesOf(up)) {
      for (const inner of own) {
        const selector = `${outer} ${inner}`;
        if (isOnly(selector)) return selector;
      }
    }
  }
  const placed = placeOf(scope, target);
  return isOnly(placed) ? placed : null;
}

function placeOf(scope: ParentNode, target: Element): string {
  const steps: string[] = [];
  for (let at: Element | null = target; at && at !== scope; at = at.parentElement) {
    const same = [...(at.parentNode?.children ?? [])].filter(
      (other) => other.localName === at?.localName,
    );
    steps.unshift(`${at.localName}:nth-of-type(${same.indexOf(at) + 1})`);
  }
  return steps.join(" > ");
}

/** The name by which `button.closest(…)` comes to exactly this element. */
function scopeSelector(button: Element, scope: Element): string | null {
  return namesOf(scope).find((name) => button.closest(name) === scope) ?? null;
}

/** The button's name: it may fit others too, in other rows, but only such as lie in a scope like this one. */
function buttonSelector(button: Element, root: Root): string {
  const [first = button.localName, ...rest] = namesOf(button);
  if (first !== button.localName || rest.length > 0) return first;
  return selectorWithin(root, button) ?? first;
}

/**
 * A recipe out of one button and the element that shows its number, as a person has
 * pointed at them: it holds for the same button in other rows and records. Null where
 * they lie in different documents or shadow roots.
 */
export function deriveRecipe(button: Element, number: Element): PageRecipe | null {
  const root = button.getRootNode() as Root;
  if (number.getRootNode() !== root) return null;
  let shared: Element | null = button;
  while (shared && !shared.contains(number)) shared = shared.parentElement;
  const scope = shared && shared !== button ? scopeSelector(button, shared) : null;
  const within = selectorWithin(scope && shared ? shared : root, number);
  if (within === null) return null;
  const named = buttonSelector(button, root);
  return scope ? { button: named, scope, number: within } : { button: named, number: within };
}
