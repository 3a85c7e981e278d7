import { PhoneOff, RefreshCw } from "lucide-preact";
import { useEffect, useState } from "preact/hooks";
import type { BusinessNumber } from "../../lib/ringcentral/types.ts";
import type { EffectiveSettings } from "../../lib/settings/settings.ts";
import { useAction } from "../../lib/ui/use-action.ts";
import { FailureBanner } from "../FailureBanner.tsx";
import { PhoneNumber } from "../PhoneNumber.tsx";
import { type TextKey, useTexts } from "../texts.tsx";
import { Banner } from "../ui/Banner.tsx";
import { Button } from "../ui/Button.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { Table } from "../ui/Table.tsx";
import { Tag } from "../ui/Tag.tsx";
import type { OptionsActions } from "./actions.ts";
import { useLocked } from "./use-locked.ts";
import "./numbers-picker.css";

export interface NumbersPickerProps {
  readonly signedIn: boolean;
  readonly settings: EffectiveSettings;
  readonly actions: Pick<OptionsActions, "listNumbers" | "update">;
}

const FEATURES: Readonly<Record<string, TextKey>> = {
  SmsSender: "feature_SmsSender",
  A2PSmsSender: "feature_A2PSmsSender",
  MmsSender: "feature_MmsSender",
};

/** Which of the account's numbers this agent texts from. */
export function NumbersPicker({ signedIn, settings, actions }: NumbersPickerProps) {
  const { t } = useTexts();
  const [numbers, setNumbers] = useState<readonly BusinessNumber[] | null>(null);
  const load = useAction(async () => setNumbers(await actions.listNumbers()));
  const save = useAction(actions.update);
  const locked = useLocked(settings)("businessNumbers");
  const chosen = settings.values.businessNumbers;

  // biome-ignore lint/correctness/useExhaustiveDependencies: asks once a sign-in, not at every render
  useEffect(() => {
    if (signedIn) void load.run();
    else setNumbers(null);
  }, [signedIn]);

  const choose = (number: BusinessNumber, on: boolean): void => {
    const others = chosen.filter((other) => other !== number.phoneNumber);
    void save.run({ businessNumbers: on ? [...others, number.phoneNumber] : others });
  };
  const known = numbers ?? [];
  const unknown = chosen.filter((number) => !known.some((one) => one.phoneNumber === number));
  const rows: readonly BusinessNumber[] = [
    ...known,
    ...(numbers === null && signedIn
      ? []
      : unknown.map((phoneNumber) => ({
          phoneNumber,
          features: [],
          tollFree: false,
          primary: false,
        }))),
  ];
  const country = settings.values.defaultCountry;

  return (
    <>
      {locked ? <Banner tone="info">{locked}</Banner> : null}
      {load.failure ? (
        <FailureBanner
          failure={load.failure}
          actions={
            <Button size="s" icon={RefreshCw} busy={load.busy} onPress={load.run}>
              {t("try_again")}
            </Button>
          }
        />
      ) : null}
      {save.failure ? <FailureBanner failure={save.failure} /> : null}
      {rows.length > 0 ? (
        <>
          {chosen.length === 0 ? <p>{t("numbers_none_chosen")}</p> : null}
          <Table
            caption={t("section_numbers")}
            rows={rows}
            rowKey={(number) => number.phoneNumber}
            columns={[
              {
                key: "use",
                header: t("column_use"),
                cell: (number) => (
                  <input
                    type="checkbox"
                    class="check"
                    aria-label={t("use_number", number.label ?? number.phoneNumber)}
                    checked={chosen.includes(number.phoneNumber)}
                    disabled={locked !== undefined || save.busy}
                    onChange={(event) => choose(number, event.currentTarget.checked)}
                  />
                ),
              },
              {
                key: "number",
                header: t("column_number"),
                rowHeader: true,
                cell: (number) => <PhoneNumber number={number.phoneNumber} country={country} />,
              },
              {
                key: "label",
                header: t("column_label"),
                cell: (number) => number.label ?? <span class="muted">{t("no_label")}</span>,
              },
              {
                key: "features",
                header: t("column_features"),
                cell: (number) => (
                  <span class="row">
                    {[
                      ...number.features.map((feature) => {
                        const key = FEATURES[feature];
                        return key ? t(key) : feature;
                      }),
                      ...(number.tollFree ? [t("toll_free")] : []),
                    ].map((name) => (
                      <Tag key={name}>{name}</Tag>
                    ))}
                  </span>
                ),
              },
            ]}
          />
        </>
      ) : load.busy ? (
        <Skeleton />
      ) : (
        <EmptyState icon={PhoneOff} title={t(signedIn ? "numbers_none" : "numbers_signed_out")}>
          {t(signedIn ? "numbers_none_text" : "numbers_signed_out_text")}
        </EmptyState>
      )}
    </>
  );
}
