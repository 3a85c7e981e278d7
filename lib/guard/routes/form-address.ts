import { attribute, matches } from "../element-access.ts";

type Field = Element & { readonly name?: string; readonly value?: string };

/** A form may have a field named like one of its own properties. */
const property = <T>(prototype: object, name: string, form: HTMLFormElement): T =>
  Reflect.get(prototype, name, form) as T;

const isSent = (field: Field): boolean =>
  field instanceof HTMLInputElement && (field.type === "checkbox" || field.type === "radio")
    ? field.checked
    : !(field instanceof HTMLButtonElement) && !matches(field, ":disabled");

/** Where a form goes when it is sent, with its fields as far as the address carries them; not resolved. */
export function formAddress(form: HTMLFormElement, submitter: Element | null): string | null {
  const action = (submitter && attribute(submitter, "formaction")) ?? attribute(form, "action");
  if (action === null) return null;
  const method = (submitter && attribute(submitter, "formmethod")) ?? attribute(form, "method");
  if (method?.toLowerCase() === "post") return action;
  const fields = property<Iterable<Field>>(HTMLFormElement.prototype, "elements", form);
  const sent = [...fields].flatMap((field) =>
    field.name && field.value !== undefined && isSent(field)
      ? `${encodeURIComponent(field.name)}=${encodeURIComponent(field.value)}`
      : [],
  );
  return `${action}${action.includes("?") ? "&" : "?"}${sent.join("&")}`;
}
