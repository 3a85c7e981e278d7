import { CloudDownload, RotateCw, SearchX, Users } from "lucide-preact";
import { useEffect, useState } from "preact/hooks";
import type { BulkChange, BulkPlan } from "../../../lib/browse/plan-bulk.ts";
import type { BrowsedRecord } from "../../../lib/browse/record-columns.ts";
import type { Choice } from "../../../lib/browse/record-table.ts";
import type { ChangedRecord } from "../../../lib/browse/serve.ts";
import type { ChangeReport, ChangeRequest, CheckResult } from "../../../lib/messages/protocol.ts";
import { e164FromNumber, e164ToNumber } from "../../../lib/phone/e164.ts";
import { healthOf } from "../../../lib/ui/health.ts";
import { useAction } from "../../../lib/ui/use-action.ts";
import { FailureBanner } from "../../FailureBanner.tsx";
import { ChangeDialog } from "../../popup/ChangeDialog.tsx";
import { ChangeReportBanner } from "../../popup/ChangeReportBanner.tsx";
import { ReadOnlyBanner } from "../../ReadOnlyBanner.tsx";
import { useTexts } from "../../texts.tsx";
import { Banner } from "../../ui/Banner.tsx";
import { Button } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Progress } from "../../ui/Progress.tsx";
import type { ListTabProps } from "../desk.ts";
import { JobProgress } from "../jobs/JobProgress.tsx";
import { BulkDialog } from "./BulkDialog.tsx";
import { type Choices, NO_CHOICES, queryOf } from "./choices.ts";
import { HistoryDialog } from "./HistoryDialog.tsx";
import { QueryFields } from "./QueryFields.tsx";
import { RecordGrid } from "./RecordGrid.tsx";
import { useRecords } from "./use-records.ts";
import "./browse.css";

const NONE: Choice = { all: false, ids: [] };

/** A change of one record, about to be confirmed. */
interface Changing {
  readonly record: BrowsedRecord;
  readonly result: CheckResult;
  readonly optStatus: ChangeRequest["optStatus"];
}

/** The records as they stand after a change: what RingCentral has taken, and opt-outs that guard already. */
const changedBy = ({ done, queued }: ChangeReport): readonly ChangedRecord[] =>
  [...done, ...queued.filter(({ optStatus }) => optStatus === "OptOut")].map(
    ({ to, from, optStatus }) => ({
      recipient: e164ToNumber(to),
      scope: { from, coverage: from === null ? "Account" : "PhoneNumber" },
      optedIn: optStatus === "OptIn",
    }),
  );

/** The account's records, looked through and changed, one or many. */
export function BrowseTab({ state, now, desk }: ListTabProps) {
  const { t, count, number, dateTime } = useTexts();
  const { defaultCountry: country, freshMinutes } = state.settings.values;
  const signedIn = state.session.status === "signed-in";
  const [choices, setChoices] = useState<Choices>(NO_CHOICES);
  const [choice, setChoice] = useState<Choice>(NONE);
  const [changing, setChanging] = useState<Changing | null>(null);
  const [history, setHistory] = useState<BrowsedRecord | null>(null);
  const [bulk, setBulk] = useState<BulkChange["optStatus"] | null>(null);
  const [report, setReport] = useState<ChangeReport | null>(null);
  const [sent, setSent] = useState(0);
  const records = useRecords(desk.browse, queryOf(choices), Date.now);
  const { found, state: phase } = records;
  const info = phase.phase === "open" ? phase.info : null;

  const choose = (change: Partial<Choices>): void => {
    setChoices({ ...choices, ...change });
    setChoice(NONE);
  };
  const reopen = (): void => {
    setChoice(NONE);
    setReport(null);
    setSent(0);
    records.open();
  };
  const loadAll = (): void => {
    setChoice(NONE);
    setReport(null);
    setSent(0);
    records.open(desk.serverExport);
  };
  const { lastSuccess } = state.sync;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the first load has come meanwhile
  useEffect(() => {
    if (info && info.asOf === null && lastSuccess !== null) reopen();
  }, [lastSuccess]);

  const change = useAction(async (record: BrowsedRecord) => {
    const recipient = e164FromNumber(record.recipient);
    const result = await desk.ask("consent/check", { recipient, live: false });
    setReport(null);
    setChanging({ record, result, optStatus: record.optedIn ? "OptOut" : "OptIn" });
  });
  const confirm = async (request: ChangeRequest): Promise<void> => {
    const made = await desk.ask("consent/change", request);
    setReport(made);
    setChanging(null);
    await records.changed(changedBy(made));
  };
  const send = async (plan: BulkPlan, statement: string): Promise<void> => {
    const never = new AbortController().signal;
    const job = { name: t("browse_bulk_name"), statement };
    const id = await desk.uploads.write(job, plan.decided(), never);
    await desk.ask("uploads/act", { id, act: "start" });
    setSent(plan.summary.optOuts + plan.summary.optIns);
    setBulk(null);
    setChoice(NONE);
  };

  const named = new Set(choice.ids);
  const isChosen = (id: number): boolean => named.has(id) !== choice.all;
  const setChosen = (id: number, chosen: boolean): void => {
    const ids = new Set(choice.ids);
    if (chosen === choice.all) ids.delete(id);
    else ids.add(id);
    setChoice({ ...choice, ids: [...ids] });
  };
  const total = found?.count ?? 0;
  const chosen = choice.all ? total - choice.ids.length : choice.ids.length;
  const fresh =
    info?.asOf != null &&
    now - info.asOf < freshMinutes * 60_000 &&
    healthOf(state, now).kind === "fresh";
  const partial = info !== null && (info.damaged > 0 || info.malformed > 0);

  return (
    <section class="section" aria-label={t("browse_records")}>
      <div class="section-body">
        {phase.phase === "failed" ? (
          <FailureBanner
            failure={phase.failure}
            actions={<Button onPress={reopen}>{t("browse_reload")}</Button>}
          />
        ) : null}
        {phase.phase === "opening" ? (
          <div class="stack" role="status">
            <p>{count("browse_opening", phase.records)}</p>
            <Progress label={t("browse_records")} />
          </div>
        ) : null}
        {phase.phase === "fetching" ? (
          <JobProgress
            label={t("browse_loading_all", Math.ceil(phase.bytes / 1000))}
            onCancel={reopen}
          />
        ) : null}
        {info && info.records === 0 ? (
          <EmptyState
            icon={Users}
            title={t("browse_empty")}
            actions={
              signedIn ? (
                <>
                  <Button kind="primary" icon={CloudDownload} onPress={loadAll}>
                    {t("browse_load_all")}
                  </Button>
                  <Button onPress={desk.sync}>{t("list_load_first")}</Button>
                </>
              ) : (
                <Button kind="primary" onPress={desk.connect}>
                  {t("connect")}
                </Button>
              )
            }
          >
            {t("browse_empty_text")}
          </EmptyState>
        ) : null}
        {info && info.records > 0 ? (
          <>
            <QueryFields info={info} choices={choices} country={country} onChoose={choose} />
            {state.readOnly ? <ReadOnlyBanner failure={state.readOnly} /> : null}
            {partial ? <Banner tone="warning">{t("browse_partial")}</Banner> : null}
            {info.optIns ? null : <Banner tone="info">{t("browse_no_opt_ins")}</Banner>}
            {records.failure ? <FailureBanner failure={records.failure} /> : null}
            {change.failure ? <FailureBanner failure={change.failure} /> : null}
            {report ? <ChangeReportBanner report={report} country={country} /> : null}
            {sent > 0 ? (
              <Banner tone="success" actions={<a href="#upload">{t("browse_bulk_see")}</a>}>
                {count("browse_bulk_started", sent)}
              </Banner>
            ) : null}
            <div class="row apart">
              <p role="status" class="muted">
                {found ? t("browse_found", number(total), number(info.records)) : t("loading")}
                {info.asOf === null ? null : ` · ${t("browse_as_of", dateTime(info.asOf))}`}
              </p>
              <span class="row">
                {signedIn ? (
                  <Button size="s" icon={CloudDownload} onPress={loadAll}>
                    {t("browse_load_all")}
                  </Button>
                ) : null}
                <Button size="s" kind="quiet" icon={RotateCw} onPress={reopen}>
                  {t("browse_reload")}
                </Button>
              </span>
            </div>
            {total > 0 ? (
              <div class="row">
                {chosen < total ? (
                  <Button size="s" onPress={() => setChoice({ all: true, ids: [] })}>
                    {t("browse_select_all", number(total))}
                  </Button>
                ) : null}
                {chosen > 0 ? (
                  <>
                    <span role="status">{count("browse_selected", chosen)}</span>
                    {state.readOnly ? null : (
                      <>
                        <Button size="s" onPress={() => setBulk("OptOut")}>
                          {t("browse_bulk_out")}
                        </Button>
                        <Button size="s" onPress={() => setBulk("OptIn")}>
                          {t("browse_bulk_in")}
                        </Button>
                      </>
                    )}
                    <Button size="s" kind="quiet" onPress={() => setChoice(NONE)}>
                      {t("browse_select_none")}
                    </Button>
                  </>
                ) : null}
              </div>
            ) : null}
            {found && total > 0 ? (
              <RecordGrid
                found={found}
                country={country}
                onWindow={(start, end) => records.call("window", { start, end })}
                isChosen={isChosen}
                onChosen={setChosen}
                onHistory={setHistory}
                onChange={state.readOnly ? null : change.run}
              />
            ) : null}
            {found && total === 0 ? (
              <EmptyState
                icon={SearchX}
                title={t("browse_none")}
                actions={
                  <Button onPress={() => choose(NO_CHOICES)}>{t("browse_clear_filters")}</Button>
                }
              >
                {t("browse_none_text")}
              </EmptyState>
            ) : null}
          </>
        ) : null}
      </div>
      {changing ? (
        <ChangeDialog
          optStatus={changing.optStatus}
          results={[changing.result]}
          country={country}
          from={changing.record.scope.from}
          onConfirm={confirm}
          onClose={() => setChanging(null)}
        />
      ) : null}
      {history ? (
        <HistoryDialog
          record={history}
          country={country}
          onHistory={(recipient) => desk.ask("consent/history", { recipient })}
          onClose={() => setHistory(null)}
        />
      ) : null}
      {bulk ? (
        <BulkDialog
          optStatus={bulk}
          count={chosen}
          fresh={fresh}
          signedIn={signedIn}
          onChosen={() => records.call("chosen", choice)}
          onSend={send}
          onClose={() => setBulk(null)}
        />
      ) : null}
    </section>
  );
}
