// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names its active row
// biome-ignore-all lint/a11y/useSemanticElements: rows of a table cannot stand out of their order, as those of a virtual list do
import { useEffect, useId, useMemo, useRef, useState } from "preact/hooks";
import type { BrowsedRecord } from "../../../lib/browse/record-columns.ts";
import { ScrollScale } from "../../../lib/browse/scroll-scale.ts";
import { type TextKey, useTexts } from "../../texts.tsx";
import { RecordRow } from "./RecordRow.tsx";
import type { Found } from "./use-records.ts";

export interface RecordGridProps {
  readonly found: Found;
  readonly country: string;
  readonly onWindow: (start: number, end: number) => Promise<readonly BrowsedRecord[]>;
  readonly isChosen: (id: number) => boolean;
  readonly onChosen: (id: number, chosen: boolean) => void;
  readonly onHistory: (record: BrowsedRecord) => void;
  /** Null where nothing may be changed. */
  readonly onChange: ((record: BrowsedRecord) => void) | null;
}

const COLUMNS: readonly TextKey[] = [
  "browse_customer",
  "browse_status",
  "browse_from",
  "browse_source",
  "browse_changed",
  "browse_actions",
];
/** Narrower than this, in rem, a row is a card. */
const NARROW = 44;
const ROW_REM = 2.75;
const CARD_REM = 12;
const SPARE_ROWS = 8;
/** Rows are asked for by so many. */
const PAGE = 64;
/** Where nothing is laid out yet. */
const FIRST_HEIGHT = 480;

/** Px of one rem: rows grow with the text that a person has chosen. */
const rem = (): number =>
  Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;

interface Rows {
  readonly found: Found;
  readonly start: number;
  readonly records: readonly BrowsedRecord[];
}

/**
 * A list of any length, of which only what is seen is in the page. Rows have one height,
 * so that their place is a product and no memory is needed for a million of them.
 */
export function RecordGrid({ found, country, onWindow, ...on }: RecordGridProps) {
  const { t } = useTexts();
  const id = useId();
  const grid = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ height: FIRST_HEIGHT, row: ROW_REM * 16, card: false });
  const [, draw] = useState(0);
  const [active, setActive] = useState(0);
  const [rows, setRows] = useState<Rows | null>(null);
  const { count } = found;

  useEffect(() => {
    const element = grid.current;
    if (!element) return undefined;
    const measure = (): void => {
      const unit = rem();
      const card = element.clientWidth > 0 && element.clientWidth < NARROW * unit;
      const head = card ? 0 : (element.querySelector(".record-head")?.clientHeight ?? 0);
      setSize({
        height: element.clientHeight - head || FIRST_HEIGHT,
        row: Math.round((card ? CARD_REM : ROW_REM) * unit),
        card,
      });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const scale = useMemo(
    () => new ScrollScale(count * size.row, size.height),
    [count, size.row, size.height],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is found anew is seen from its beginning
  useEffect(() => {
    if (grid.current) grid.current.scrollTop = 0;
    setActive(0);
  }, [scale]);

  const first = Math.max(0, Math.floor(scale.top / size.row) - SPARE_ROWS);
  const last = Math.min(count, Math.ceil((scale.top + size.height) / size.row) + SPARE_ROWS);
  const start = Math.floor(first / PAGE) * PAGE;
  const end = Math.ceil(last / PAGE) * PAGE;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the window is what is asked for
  useEffect(() => {
    let current = true;
    onWindow(start, end).then(
      (records) => {
        if (current) setRows({ found, start, records });
      },
      // The tab was closed, or its records are opened anew: others come, or nobody looks.
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [found, start, end]);

  const recordAt = (index: number): BrowsedRecord | null =>
    rows?.found === found ? (rows.records[index - rows.start] ?? null) : null;

  const go = (index: number): void => {
    const next = Math.min(Math.max(0, index), count - 1);
    setActive(next);
    const place = scale.reveal(next * size.row, (next + 1) * size.row);
    if (grid.current) grid.current.scrollTop = place;
  };
  const page = Math.max(1, Math.floor(size.height / size.row) - 1);
  const toggle = (index: number): void => {
    const record = recordAt(index);
    if (record) on.onChosen(record.id, !on.isChosen(record.id));
  };
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => go(active + 1),
    ArrowUp: () => go(active - 1),
    PageDown: () => go(active + page),
    PageUp: () => go(active - page),
    Home: () => go(0),
    End: () => go(count - 1),
  };
  const own: Readonly<Record<string, () => void>> = {
    " ": () => toggle(active),
    Enter: () => {
      const record = recordAt(active);
      if (record) on.onChange?.(record);
    },
  };

  const shown = Array.from({ length: last - first }, (_, at) => first + at);
  // The row that holds the focus stays, wherever the list is scrolled to.
  if (active < count && !shown.includes(active)) shown.push(active);

  return (
    <div
      ref={grid}
      class={`record-grid${size.card ? " cards" : ""}`}
      role="grid"
      tabIndex={0}
      aria-label={t("browse_records")}
      aria-rowcount={count + 1}
      aria-multiselectable="true"
      aria-activedescendant={count > 0 ? `${id}-${active}` : undefined}
      onKeyDown={(event) => {
        const act = keys[event.key] ?? (event.target === grid.current ? own[event.key] : undefined);
        if (!act) return;
        event.preventDefault();
        act();
      }}
      onScroll={(event) => {
        scale.scrolled(event.currentTarget.scrollTop);
        draw((turn) => turn + 1);
      }}
      onScrollEnd={(event) => {
        const place = scale.settle();
        if (event.currentTarget.scrollTop !== place) event.currentTarget.scrollTop = place;
        draw((turn) => turn + 1);
      }}
    >
      <div role="rowgroup" class={size.card ? "record-head visually-hidden" : "record-head"}>
        <div role="row" aria-rowindex={1} class="record-row-head">
          <div role="columnheader">
            <span class="visually-hidden">{t("browse_select_column")}</span>
          </div>
          {COLUMNS.map((key) => (
            <div key={key} role="columnheader">
              {t(key)}
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup" class="record-rows" style={{ blockSize: `${scale.height}px` }}>
        {shown.map((index) => {
          const record = recordAt(index);
          return (
            <RecordRow
              key={index}
              id={`${id}-${index}`}
              index={index}
              top={scale.placeOf(index * size.row)}
              active={index === active}
              record={record}
              country={country}
              chosen={record !== null && on.isChosen(record.id)}
              onChosen={(chosen) => {
                if (record) on.onChosen(record.id, chosen);
              }}
              onFocus={() => setActive(index)}
              onHistory={on.onHistory}
              onChange={on.onChange}
            />
          );
        })}
      </div>
    </div>
  );
}
