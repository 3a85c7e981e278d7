import { formAddress } from "../routes/form-address.ts";
import { ASK, encodeLaunch, GO, HELLO, READY, START, STOP } from "./channel.ts";

const ADAPTER = "RCAdapter";

type Realm = Window & typeof globalThis & { [ADAPTER]?: unknown };
type Method = (...args: unknown[]) => unknown;
/** The address that a call would open; null when nothing that concerns the guard. May replace arguments by what it has read. */
type Asked = (self: unknown, args: unknown[]) => string | null;

const FRAMES = [
  ["HTMLIFrameElement", "src"],
  ["HTMLFrameElement", "src"],
  ["HTMLEmbedElement", "src"],
  ["HTMLObjectElement", "data"],
] as const;

/** Of so many launches a held one can still go on. */
const REMEMBERED = 16;

/**
 * Stands before what a page's code can open without any event that the guard sees.
 * Everything it uses later is taken now, before the page can put something else in its place.
 */
export function guardMainWorld(window: Realm): void {
  const { document, CustomEvent, Proxy: Wrapper, String: toText } = window;
  const { apply, getOwnPropertyDescriptor, defineProperty, deleteProperty } = window.Reflect;
  const { dispatchEvent, addEventListener } = window.EventTarget.prototype;
  const { getAttribute, setAttribute, closest } = window.Element.prototype;
  const { getRootNode } = window.Node.prototype;
  const { toLowerCase } = window.String.prototype;

  const getterOf = (prototype: object, name: string): ((self: unknown) => unknown) => {
    const get = getOwnPropertyDescriptor(prototype, name)?.get as Method;
    return (self) => apply(get, self, []);
  };
  const isConnected = getterOf(window.Node.prototype, "isConnected");
  const relatedTargetOf = getterOf(window.MouseEvent.prototype, "relatedTarget");
  const detailOf = getterOf(CustomEvent.prototype, "detail");
  const typeOf = getterOf(window.Event.prototype, "type");
  const isComposed = getterOf(window.Event.prototype, "composed");

  let channel: EventTarget | null = null;
  let active = false;
  let undo: (() => void)[] = [];
  /** The last launches that were asked about, by their number: a held one goes on from here. */
  const asked: (() => unknown)[] = [];
  let nextId = 0;

  /** False: the guard holds this launch, and may let it go on later. */
  const mayLaunch = (url: string, launch: () => unknown): boolean => {
    if (!channel) return true;
    const id = nextId++;
    asked[id % REMEMBERED] = launch;
    const detail = encodeLaunch({ id, url });
    const question = new CustomEvent(ASK, { detail, cancelable: true });
    return apply(dispatchEvent, channel, [question]) as boolean;
  };
  const onGo = (event: Event): void => {
    asked[(detailOf(event) as number) % REMEMBERED]?.();
  };

  /** Puts a question before a method; the wrapper looks like the method itself. */
  const guard = (
    owner: object | undefined,
    name: string,
    addressOf: Asked,
    refused?: unknown,
    kind: "value" | "set" = "value",
  ): void => {
    const before = owner && getOwnPropertyDescriptor(owner, name);
    const native = before?.[kind] as Method | undefined;
    if (!owner || !before?.configurable || !native) return;
    const wrapper = new Wrapper(native, {
      // The engine makes `args` for this call: nobody else holds it.
      apply: (method, self, args) => {
        const url = active ? addressOf(self, args) : null;
        const launch = () => apply(method, self, args);
        return url === null || mayLaunch(url, launch) ? launch() : refused;
      },
    });
    defineProperty(owner, name, { ...before, [kind]: wrapper });
    undo[undo.length] = () => {
      if (getOwnPropertyDescriptor(owner, name)?.[kind] === wrapper)
        defineProperty(owner, name, before);
    };
  };

  /** Read once: what was asked about is what is opened, whatever the page's object says next time. */
  const opened: Asked = (_self, args) => {
    if (args[0] === undefined) return "";
    const url = toText(args[0]);
    args[0] = url;
    return url;
  };

  const attribute = (element: unknown, name: string): string =>
    (apply(getAttribute, element, [name]) as string | null) ?? "";

  /** The link that a click on this element follows, when the click does not come by the window. */
  const unseenLink = (element: unknown, event?: unknown): string | null => {
    const seen =
      isConnected(element) &&
      (!event || isComposed(event) || apply(getRootNode, element as Node, []) === document);
    const link = seen ? null : (apply(closest, element as Element, ["a,area"]) as unknown);
    return link ? attribute(link, "href") || attribute(link, "xlink:href") : null;
  };

  const dispatched: Asked = (self, args) => {
    try {
      return typeOf(args[0]) === "click" ? unseenLink(self, args[0]) : null;
    } catch {
      // No event, or a target that is no element: the method itself will say so.
      return null;
    }
  };

  const never = new Promise(() => undefined);

  const copyTo = (owner: object, name: string, value: unknown): void => {
    defineProperty(owner, name, { value, writable: true, configurable: true });
    undo[undo.length] = () => deleteProperty(owner, name);
  };

  /** RingCentral Embeddable's adapter, whenever the page loads it. */
  const watchAdapter = (): void => {
    const before = getOwnPropertyDescriptor(window, ADAPTER);
    if (before && !before.configurable) return;
    let adapter: unknown;
    const set = (value: unknown): void => {
      adapter = value;
      const { clickToSMS } = (value ?? {}) as { readonly clickToSMS?: unknown };
      if (!active || typeof clickToSMS !== "function") return;
      if (!getOwnPropertyDescriptor(value as object, "clickToSMS")) {
        copyTo(value as object, "clickToSMS", clickToSMS);
      }
      guard(value as object, "clickToSMS", (_self, args) => `sms:${toText(args[0])}`);
    };
    defineProperty(window, ADAPTER, {
      get: () => adapter,
      set,
      configurable: true,
      enumerable: true,
    });
    set(before?.value);
    undo[undo.length] = () => {
      deleteProperty(window, ADAPTER);
      if (adapter !== undefined) window[ADAPTER] = adapter;
    };
  };

  const install = (): void => {
    const { Navigation } = window as { Navigation?: { readonly prototype: object } };
    watchAdapter();
    guard(window, "open", opened, null);
    guard(
      window.Document.prototype,
      "open",
      (self, args) => (args.length > 2 ? opened(self, args) : null),
      null,
    );
    guard(window.HTMLElement.prototype, "click", (self) => unseenLink(self));
    guard(window.EventTarget.prototype, "dispatchEvent", dispatched, true);
    guard(window.HTMLFormElement.prototype, "submit", (form) =>
      formAddress(form as HTMLFormElement, null),
    );
    guard(Navigation?.prototype, "navigate", opened, { committed: never, finished: never });
    for (const [type, name] of FRAMES) {
      const { prototype } = window[type];
      guard(prototype, name, (_self, args) => toText(args[0]), undefined, "set");
      // A copy of its own, so that the attributes of other elements cost nothing.
      copyTo(prototype, "setAttribute", setAttribute);
      guard(prototype, "setAttribute", (_self, args) =>
        apply(toLowerCase, toText(args[0]), []) === name ? toText(args[1]) : null,
      );
    }
  };

  const start = (): void => {
    if (active) return;
    active = true;
    install();
  };
  const stop = (): void => {
    active = false;
    for (let last = undo.length - 1; last >= 0; last--) undo[last]?.();
    undo = [];
  };

  const onHello = (event: Event): void => {
    if (channel) return;
    const given = relatedTargetOf(event) as EventTarget | null;
    if (!given) return;
    channel = given;
    apply(addEventListener, channel, [GO, onGo]);
    apply(addEventListener, channel, [START, start]);
    apply(addEventListener, channel, [STOP, stop]);
    apply(dispatchEvent, channel, [new CustomEvent(READY)]);
    start();
  };
  apply(addEventListener, window, [HELLO, onHello]);
  apply(dispatchEvent, window, [new CustomEvent(READY)]);
}
