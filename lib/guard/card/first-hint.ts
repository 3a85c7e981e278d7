import type { Stage } from "../stage.ts";
import type { CardHost } from "./card-host.ts";
import { button, heading, paragraph } from "./elements.ts";

/** A smaller frame, such as a dialer's, has no room for it. */
const MIN_WIDTH = 320;
const MIN_HEIGHT = 240;

/** Once on this computer: what a mark means and where to go. Takes no focus, moves nothing, stays until it is closed. */
export function createFirstHint(
  { window, ports, page, kindOf }: Stage,
  host: CardHost,
  /** A refusal is shown: nothing else is. */
  isTaken: () => boolean,
  signal: AbortSignal,
) {
  const { document } = window;
  let card: HTMLElement | null = null;
  let asked = false;

  const isShown = (): boolean => card?.isConnected === true;

  const hasMark = (): boolean =>
    (page()?.numbers() ?? []).some((number) => kindOf(number)?.endsWith("opted-out"));

  const show = (): void => {
    const before = document.activeElement;
    const close = (): void => {
      const hadFocus = host.is(document.activeElement);
      host.remove();
      if (hadFocus && before instanceof HTMLElement && before.isConnected) before.focus();
    };
    const text = paragraph(ports.t("card_hint_text"));
    text.id = "text";
    const actions = document.createElement("div");
    actions.className = "actions";
    actions.append(button(ports.t("card_close"), close));
    const parts = [heading(ports.t("card_hint_title")), text, actions];
    card = host.put("hint", "status", parts).card;
    const onKey = ({ key }: KeyboardEvent): void => {
      if (key === "Escape" && isShown()) close();
      if (!isShown()) window.removeEventListener("keydown", onKey, true);
    };
    window.addEventListener("keydown", onKey, { capture: true, signal });
  };

  const offer = async (): Promise<void> => {
    const seen =
      document.visibilityState === "visible" &&
      window.innerWidth >= MIN_WIDTH &&
      window.innerHeight >= MIN_HEIGHT;
    if (asked || !seen || isTaken() || !hasMark()) return;
    asked = true;
    const answer = await ports.ask("guard/hint", {});
    if (answer?.show && !isTaken() && !signal.aborted) show();
  };

  ports.onPush(({ push }) => {
    if (push !== "hint") return;
    void offer();
    document.addEventListener("visibilitychange", () => void offer(), { once: true, signal });
  }, signal);

  return { isShown };
}
