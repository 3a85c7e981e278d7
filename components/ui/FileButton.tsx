import { Upload } from "lucide-preact";
import { useRef } from "preact/hooks";
import { Button } from "./Button.tsx";

export interface FileButtonProps {
  readonly label: string;
  readonly busy?: boolean;
  readonly disabled?: boolean;
  readonly onFile: (file: File) => void;
}

/** Takes a JSON file from the person. */
export function FileButton({ label, busy = false, disabled = false, onFile }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button icon={Upload} busy={busy} disabled={disabled} onPress={() => input.current?.click()}>
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept="application/json,.json"
        aria-label={label}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = "";
          if (file) onFile(file);
        }}
      />
    </>
  );
}
