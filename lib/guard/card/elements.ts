/** The few elements that our cards are made of; text is only ever set as text. */

/** A page's script must not press our buttons: only a person's click counts. */
export function button(
  label: string,
  onPress: (event: MouseEvent) => void,
  primary = false,
): HTMLButtonElement {
  const element = document.createElement("button");
  element.type = "button";
  element.textContent = label;
  if (primary) element.className = "primary";
  element.addEventListener("click", (event) => {
    if (event.isTrusted) onPress(event);
  });
  return element;
}

/** A link that looks as a button does. */
export function link(label: string, href: string): HTMLAnchorElement {
  const element = document.createElement("a");
  element.href = href;
  element.textContent = label;
  return element;
}

export function paragraph(text: string, className = ""): HTMLParagraphElement {
  const element = document.createElement("p");
  element.textContent = text;
  if (className) element.className = className;
  return element;
}

export function heading(text: string): HTMLHeadingElement {
  const title = document.createElement("h2");
  title.id = "title";
  title.textContent = text;
  return title;
}
