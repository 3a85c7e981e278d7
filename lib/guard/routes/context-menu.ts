/** The names under which a link carries its address. */
const NAMES = ["href", "xlink:href"];

/**
 * Takes a link's address away while the browser builds its context menu, which then
 * offers neither "open link" nor a new tab. The menu is built during the event, so the
 * address is back in the next task.
 */
export function hideLinkWhile(link: Element): void {
  const addresses = NAMES.flatMap((name) => {
    const attribute = link.getAttributeNode(name);
    return attribute ? [attribute] : [];
  });
  for (const attribute of addresses) link.removeAttributeNode(attribute);
  setTimeout(() => {
    for (const attribute of addresses) {
      if (!link.hasAttribute(attribute.name)) link.setAttributeNode(attribute);
    }
  });
}
