import { parseTextRoute, type TextRoute } from "../../phone/text-route.ts";
import { hrefOf } from "./href-of.ts";

/** A text route that an event is about to launch. */
export interface TriedRoute extends TextRoute {
  readonly element: Element;
  readonly href: string;
}

/** Read from the live link at the moment of the event: what was scanned before may have been replaced. */
export function routeOfEvent(event: Event, country: string): TriedRoute | null {
  for (const target of event.composedPath()) {
    if (!(target instanceof Element)) continue;
    const isForm = target instanceof HTMLFormElement;
    if (isForm !== (event.type === "submit")) continue;
    const submitter = isForm && event instanceof SubmitEvent ? event.submitter : null;
    const href = (submitter && hrefOf(submitter)) ?? hrefOf(target);
    const route = href === null ? null : parseTextRoute(href, country);
    if (route && href !== null) return { ...route, element: target, href };
  }
  return null;
}
