import type { TextRoute } from "../../phone/text-route.ts";
import { matches } from "../element-access.ts";
import { nameOf } from "../node-access.ts";
import type { NumberReader } from "../number-reader.ts";
import { formAddress } from "./form-address.ts";
import type { TriedRoute } from "./tried-route.ts";

export type ReadRoute = (href: string) => TextRoute | null;

/** What a person can press; what lies around it is not meant when it has no route itself. */
const CONTROLS =
  "a[href],area[href],button,input,select,textarea,summary,[contenteditable]:not([contenteditable=false i]),[role=button],[role=link],[role=menuitem]";

const isLink = (element: Element): boolean => nameOf(element) === "a" || nameOf(element) === "area";

/** The form that a control would send. */
function sentForm(control: Element): HTMLFormElement | null {
  const sends =
    (control instanceof HTMLButtonElement || control instanceof HTMLInputElement) &&
    (control.type === "submit" || control.type === "image");
  return sends ? control.form : null;
}

function addressOf(
  element: Element,
  event: Event,
  { hrefOf, resolved }: NumberReader,
): string | null {
  const sent = (form: HTMLFormElement, submitter: Element | null): string | null => {
    const address = formAddress(form, submitter);
    return address === null ? null : resolved(address, document.baseURI);
  };
  if (element instanceof HTMLFormElement) {
    if (event.type !== "submit") return null;
    return sent(element, event instanceof SubmitEvent ? event.submitter : null);
  }
  const form = sentForm(element);
  return hrefOf(element) ?? (form && sent(form, element));
}

/** Read from the live elements at the moment of the event: what was scanned before may have been replaced. */
export function routeOfEvent(
  path: readonly EventTarget[],
  event: Event,
  read: ReadRoute,
  reader: NumberReader,
): TriedRoute | null {
  let inControl = false;
  for (const element of path) {
    if (!(element instanceof Element)) continue;
    if (event.type === "submit" && !(element instanceof HTMLFormElement)) continue;
    // A card with a `data-href` is not pressed by pressing another control in it; a link around it may be.
    if (inControl && !isLink(element)) continue;
    const address = addressOf(element, event, reader);
    const route = address === null ? null : read(address);
    if (route) return { ...route, element, guessed: false };
    inControl ||= matches(element, CONTROLS);
  }
  return null;
}
