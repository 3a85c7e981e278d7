import { FileUp } from "lucide-preact";
import { useRef, useState } from "preact/hooks";
import { useUnsaved } from "../../../lib/ui/use-unsaved.ts";
import { useTexts } from "../../texts.tsx";
import { Button } from "../../ui/Button.tsx";
import { TextField } from "../../ui/Field.tsx";

export interface DropZoneProps {
  readonly busy: boolean;
  /** File endings offered in the browser's dialog, with their dots. */
  readonly accept: string;
  /** `name` is empty for pasted text. */
  readonly onList: (blob: Blob, name: string) => void;
}

/** Takes a list: a file dropped or chosen, or text pasted. */
export function DropZone({ busy, accept, onList }: DropZoneProps) {
  const { t } = useTexts();
  const [over, setOver] = useState(false);
  const [text, setText] = useState("");
  useUnsaved(text !== "");
  const input = useRef<HTMLInputElement>(null);
  const take = (file: File | undefined): void => {
    if (file && !busy) onList(file, file.name);
  };
  return (
    <div class="stack">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is the mouse's way; the button beside is everybody's */}
      <div
        class={`drop-zone${over ? " over" : ""}`}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          take(event.dataTransfer?.files[0]);
        }}
      >
        <FileUp aria-hidden="true" />
        <p class="row">
          <span>{t("list_drop")}</span>
          <Button kind="primary" busy={busy} onPress={() => input.current?.click()}>
            {t("list_choose")}
          </Button>
        </p>
        <p class="muted small">{t("list_kinds")}</p>
        <input
          ref={input}
          type="file"
          hidden
          accept={accept}
          aria-label={t("list_choose")}
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            event.currentTarget.value = "";
            take(file);
          }}
        />
      </div>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          onList(new Blob([text], { type: "text/plain" }), "");
        }}
      >
        <TextField
          label={t("list_paste")}
          hint={t("list_paste_hint")}
          multiline
          value={text}
          onInput={setText}
        />
        <div class="row">
          <Button type="submit" busy={busy} disabled={text.trim() === ""}>
            {t("list_use_pasted")}
          </Button>
        </div>
      </form>
    </div>
  );
}
