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
  "role",
  "type",
] as const;
/** What a page says to people: it may name one customer. */
const SPOKEN = ["aria-label", "title"] as const;
/** Made by a machine for this one page: it is another tomorrow. */
const GENERATED =
  /\d{3,}|[0-9a-f]{8}|^(?:css|sc|jss|ember|react|mui|ng|_ng|v)-|__[\w-]{5,}$|--[\w-]{5,}$/i;

const quoted = (text: string): string => `"${text.replace(/["\\]/g, "\\$&")}"`;

/** Ways to name an element, the surest first; never empty. */
function namesOf(element: Element): string[] {
  const names: string[] = [];
  if (element.id && !GENERATED.test(element.id)) names.push(`#${CSS.escape(element.id)}`);
  const byAttributes = (attributes: readonly string[]): void => {
    for (const name of attributes) {
      const value = element.getAttribute(name);
      if (value && value.length <= 80 && !GENERATED.test(value)) {
        names.push(`${element.localName}[${name}=${quoted(value)}]`);
      }
    }
  };
  byAttributes(STABLE);
  const classes = [...element.classList].filter((name) => !GENERATED.test(name)).slice(0, 3);
  if (classes.length > 0) {
    names.push(`${element.localName}${classes.map((name) => `.${CSS.escape(name)}`).join("")}`);
  }
  byAttributes(SPOKEN);
  return [...names, element.localName];
}

type Root = Document | ShadowRoot;

/** So many other rows or records are looked at to see whether a name holds there too. */
const MAX_OTHERS = 12;

/** Selectors that find exactly `target` within `scope`: by its name, by those around it, by its place. */
function* selectorsWithin(scope: ParentNode, target: Element, scopeName: string | null) {
  const isOnly = (selector: string): boolean => {
    const found = scope.querySelectorAll(selector);
    return found.length === 1 && found[0] === target;
  };
  const own = namesOf(target);
  for (const name of own) if (isOnly(name)) yield name;
  for (let up = target.parentElement; up && up !== scope; up = up.parentElement) {
    for (const outer of namesOf(up)) {
      for (const inner of own) {
        const selector = `${outer} ${inner}`;
        if (isOnly(selector)) yield selector;
      }
    }
  }
  const placed = [...(scopeName === null ? [] : [scopeName]), placeOf(scope, target)].join(" > ");
  if (isOnly(placed)) yield placed;
}

/** The selector that finds one element in the most of the other rows or records too. */
function selectorWithin(
  scope: ParentNode,
  target: Element,
  scopeName: string | null,
  others: readonly Element[],
): string | null {
  let best: { readonly selector: string; readonly holds: number } | null = null;
  for (const selector of selectorsWithin(scope, target, scopeName)) {
    const holds = others.filter((other) => other.querySelectorAll(selector).length === 1).length;
    if (holds === others.length) return selector;
    if (!best || holds > best.holds) best = { selector, holds };
  }
  return best?.selector ?? null;
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

/**
 * The name by which `button.closest(…)` comes to exactly this element; rather one that
 * other rows or records have too.
 */
function scopeSelector(button: Element, scope: Element, root: Root): string | null {
  const names = namesOf(scope).filter((name) => button.closest(name) === scope);
  return names.find((name) => root.querySelectorAll(name).length > 1) ?? names[0] ?? null;
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
  const scope = shared && shared !== button ? scopeSelector(button, shared, root) : null;
  const within = scope && shared ? shared : root;
  const others = scope
    ? [...root.querySelectorAll(scope)].filter((other) => other !== shared).slice(0, MAX_OTHERS)
    : [];
  const named = selectorWithin(within, button, scope, others);
  const held = selectorWithin(within, number, scope, others);
  if (named === null || held === null) return null;
  return scope ? { button: named, scope, number: held } : { button: named, number: held };
}
