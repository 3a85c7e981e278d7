/** Opens an address that was held: in this frame, unless it is a page that a new tab was wanted for. */
export function follow(window: Window, address: string, target: string): void {
  // What leads out of the browser needs no tab, which would stay behind empty.
  if (!/^\s*https?:/i.test(address)) window.location.assign(address);
  else window.open(address, target);
}
