import { CircleCheck, OctagonAlert, X } from "lucide-preact";
import { useEffect } from "preact/hooks";
import { useTexts } from "../texts.tsx";
import { Button } from "./Button.tsx";
import "./toast.css";

export interface ToastMessage {
  readonly id: number;
  readonly tone: "success" | "error";
  readonly text: string;
}

export interface ToastProps {
  readonly message: ToastMessage | null;
  readonly onDone: () => void;
}

const SHOWN_MS = 5000;

/** A short word on what just happened. Good news goes by itself, bad news stays until it is closed. */
export function Toast({ message, onDone }: ToastProps) {
  const { t } = useTexts();
  useEffect(() => {
    if (message?.tone !== "success") return undefined;
    const timer = setTimeout(onDone, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [message, onDone]);
  const Icon = message?.tone === "error" ? OctagonAlert : CircleCheck;
  return (
    <div class="toast-place" role="status" aria-live="polite">
      {message ? (
        <div key={message.id} class={`toast ${message.tone}`}>
          <Icon aria-hidden="true" />
          <span>{message.text}</span>
          <Button kind="quiet" size="s" icon={X} iconOnly onPress={onDone}>
            {t("close")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
