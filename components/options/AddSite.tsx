import { Plus } from "lucide-preact";
import { useState } from "preact/hooks";
import type { FailureCode } from "../../lib/failure.ts";
import type { SiteState } from "../../lib/messages/protocol.ts";
import { KNOWN_CRMS } from "../../lib/settings/known-crms.ts";
import { parseSitePattern } from "../../lib/settings/site-pattern.ts";
import { useAction } from "../../lib/ui/use-action.ts";
import { useUnsaved } from "../../lib/ui/use-unsaved.ts";
import { FailureBanner } from "../FailureBanner.tsx";
import { useTexts } from "../texts.tsx";
import { Button } from "../ui/Button.tsx";
import { TextField } from "../ui/Field.tsx";
import { Select } from "../ui/Select.tsx";
import "./add-site.css";

export interface AddSiteProps {
  readonly present: readonly SiteState[];
  readonly locked: string | undefined;
  readonly onAdd: (pattern: string) => Promise<void>;
}

/** A CRM by name or by address. */
export function AddSite({ present, locked, onAdd }: AddSiteProps) {
  const { t, failure: sentence } = useTexts();
  const [text, setText] = useState("");
  const [wrong, setWrong] = useState<FailureCode | null>(null);
  const add = useAction(onAdd);
  useUnsaved(text !== "");
  const unused = KNOWN_CRMS.filter(
    (crm) => !present.some(({ pattern }) => pattern === crm.pattern),
  );

  const submit = (event: Event): void => {
    event.preventDefault();
    const parsed = parseSitePattern(text);
    setWrong(parsed.ok ? null : parsed.code);
    if (!parsed.ok) return;
    // The next one may be typed meanwhile.
    const clear = (): void => setText((now) => (now === text ? "" : now));
    // The browser's question must come within this very gesture.
    void add.run(parsed.pattern).then(clear);
  };

  return (
    <form class="add-site" onSubmit={submit} noValidate>
      <Select
        label={t("site_known")}
        value=""
        choices={[
          { value: "", label: t("site_known_choose") },
          ...unused.map(({ name, pattern }) => ({ value: pattern, label: name })),
        ]}
        locked={locked}
        onChange={(pattern) => {
          setText(pattern);
          setWrong(null);
        }}
      />
      <TextField
        label={t("site_address")}
        placeholder="https://crm.example.com"
        value={text}
        onInput={setText}
        error={wrong ? sentence(wrong) : undefined}
        locked={locked}
      />
      <div class="row">
        <Button type="submit" icon={Plus} busy={add.busy} disabled={locked !== undefined}>
          {t("add_site")}
        </Button>
      </div>
      {add.failure ? <FailureBanner failure={add.failure} /> : null}
    </form>
  );
}
