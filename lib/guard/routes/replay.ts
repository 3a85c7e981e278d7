/** The same event once more, as like the first as a script may make it. */
function copyOf(event: Event): Event {
  // An event's own properties are what its constructor asks for.
  for (const type of [PointerEvent, MouseEvent, KeyboardEvent, SubmitEvent]) {
    if (event instanceof type) return new type(event.type, event as never);
  }
  return typeof TouchEvent !== "undefined" && event instanceof TouchEvent
    ? new TouchEvent(event.type, event as never)
    : new Event(event.type, event);
}

/** Repeats held events in their order where they were, as if they came now. */
export function replay(
  events: readonly Event[],
  target: Element,
  follow: (target: "_self" | "_blank") => void,
): void {
  for (const event of events) {
    if (event.type === "submit" && target instanceof HTMLFormElement) {
      const { submitter } = event as SubmitEvent;
      HTMLFormElement.prototype.requestSubmit.call(target, submitter);
      continue;
    }
    const goesOn = target.dispatchEvent(copyOf(event));
    // What the browser itself does after a real key or middle click, no event of a script brings about.
    if (!goesOn) continue;
    if (event.type === "auxclick") follow("_blank");
    else if (event.type !== "keydown") continue;
    else if (target instanceof HTMLElement) target.click();
    else follow("_self");
  }
}
