import { Download } from "lucide-preact";
import { useState } from "preact/hooks";
import type { EffectiveSettings, SettingName } from "../../lib/settings/settings.ts";
import {
  readSettingsFile,
  type SettingsFile,
  writeSettingsFile,
} from "../../lib/settings/settings-file.ts";
import { useAction } from "../../lib/ui/use-action.ts";
import { FailureBanner } from "../FailureBanner.tsx";
import { SettingsChange } from "../SettingsChange.tsx";
import { useTexts } from "../texts.tsx";
import { Banner } from "../ui/Banner.tsx";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { FileButton } from "../ui/FileButton.tsx";
import { useSettingWords } from "../use-setting-words.ts";
import type { OptionsActions } from "./actions.ts";
import { Section } from "./Section.tsx";

export interface FileSectionProps {
  readonly settings: EffectiveSettings;
  readonly actions: Pick<OptionsActions, "update" | "saveFile">;
}

/** The settings as a file, out and in. */
export function FileSection({ settings, actions }: FileSectionProps) {
  const { t } = useTexts();
  const [read, setRead] = useState<SettingsFile | null>(null);
  const save = useAction(async () =>
    actions.saveFile("consent-guard-settings.json", writeSettingsFile(settings.values)),
  );
  const open = useAction(async (file: File) => setRead(readSettingsFile(await file.text())));
  const failure = save.failure ?? open.failure;
  return (
    <Section id="file">
      {failure ? <FailureBanner failure={failure} /> : null}
      <div class="row">
        <Button icon={Download} busy={save.busy} onPress={save.run}>
          {t("export_settings")}
        </Button>
        <FileButton label={t("import_settings")} busy={open.busy} onFile={open.run} />
      </div>
      {read ? (
        <ImportDialog
          file={read}
          settings={settings}
          onConfirm={actions.update}
          onClose={() => setRead(null)}
        />
      ) : null}
    </Section>
  );
}

interface ImportDialogProps {
  readonly file: SettingsFile;
  readonly settings: EffectiveSettings;
  readonly onConfirm: OptionsActions["update"];
  readonly onClose: () => void;
}

/** Says what a file will change before it does. */
function ImportDialog({ file, settings, onConfirm, onClose }: ImportDialogProps) {
  const { t } = useTexts();
  const names = Object.keys(file.patch) as SettingName[];
  const { label } = useSettingWords();
  const same = (name: SettingName): boolean =>
    JSON.stringify(file.patch[name]) === JSON.stringify(settings.values[name]);
  const locked = names.filter((name) => settings.locked.includes(name) && !same(name));
  const changed = names.filter((name) => !settings.locked.includes(name) && !same(name));
  const chosen = Object.fromEntries(changed.map((name) => [name, file.patch[name]]));
  const replaced = Object.fromEntries(changed.map((name) => [name, settings.values[name]]));
  const confirm = useAction(async () => {
    await onConfirm(chosen);
    onClose();
  });
  return (
    <Dialog
      title={t("import_title")}
      onClose={onClose}
      actions={
        <>
          <Button kind="quiet" onPress={onClose}>
            {t("cancel")}
          </Button>
          {changed.length > 0 ? (
            <Button kind="primary" busy={confirm.busy} onPress={confirm.run}>
              {t("import_confirm")}
            </Button>
          ) : null}
        </>
      }
    >
      {changed.length > 0 ? <p>{t("import_changes")}</p> : <p>{t("import_nothing")}</p>}
      <SettingsChange before={replaced} after={chosen} />
      {locked.length > 0 ? (
        <Banner tone="info">{t("import_locked", locked.map(label).join(", "))}</Banner>
      ) : null}
      {file.ignored.length > 0 ? (
        <Banner tone="warning">{t("import_ignored", file.ignored.join(", "))}</Banner>
      ) : null}
      {confirm.failure ? <FailureBanner failure={confirm.failure} /> : null}
    </Dialog>
  );
}
