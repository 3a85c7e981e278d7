import type { Ask } from "../messages/page-client.ts";
import type { PageAnswer, PageQuestion, Push } from "../messages/protocol.ts";

/** What the guard needs from the browser; the entrypoint passes it in. */
export interface GuardPorts {
  readonly ask: Ask;
  readonly onPush: (listener: (push: Push) => void, signal: AbortSignal) => void;
  /** Answers what the background asks this frame. */
  readonly onQuestion: (
    answer: (question: PageQuestion) => PageAnswer,
    signal: AbortSignal,
  ) => void;
  readonly t: (key: string, substitutions?: readonly string[]) => string;
  /** Texts in the language that was chosen in place of the browser's; none: the browser's. */
  readonly setTexts: (texts: Readonly<Record<string, string>>) => void;
  /** A shadow root however closed it is; null where there is none. */
  readonly shadowOf: (element: Element) => ShadowRoot | null;
}
