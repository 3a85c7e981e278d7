/** One page of the bench: a CRM's list. */
export interface BenchPage {
  readonly name: string;
  readonly rows: number;
  /** A number stands in every so many rows. */
  readonly every: number;
  /** Of ten rows with a number, so many hold a second one. */
  readonly second: number;
}

const COLUMNS = 8;

export const PAGES: readonly BenchPage[] = [
  { name: "1,000 rows", rows: 1000, every: 1, second: 0 },
  { name: "5,000 rows", rows: 5000, every: 1, second: 0 },
  { name: "10,000 rows", rows: 10_000, every: 1, second: 0 },
  { name: "50,000 rows", rows: 50_000, every: 1, second: 0 },
  { name: "100,000 nodes, 20,000 numbers", rows: 12_500, every: 1, second: 6 },
  { name: "100,000 nodes, 250 numbers", rows: 12_500, every: 50, second: 0 },
];

export const nodesOf = ({ rows }: BenchPage): number => rows * COLUMNS;

export const numbersOf = ({ rows, every, second }: BenchPage): number =>
  Array.from({ length: rows }, (_, row) =>
    row % every > 0 ? 0 : row % 10 < second ? 2 : 1,
  ).reduce<number>((sum, count) => sum + count, 0);

export const WORK: readonly string[] = [
  "append",
  "update",
  "insert",
  "remove",
  "100 tasks of 10 rows",
  "10 swaps of 200 rows",
  "scrolling",
];

/** Runs here and, as its source, in the page. */
function rowsOf({ every, second }: BenchPage, from: number, count: number): string {
  const areas = [415, 212, 303, 512, 617, 702, 818, 206, 404, 305];
  const phone = (row: number): string =>
    `(${areas[row % 10]}) ${220 + (row % 80)}-${1000 + (row % 9000)}`;
  const rowOf = (row: number): string => {
    const has = row % every === 0;
    const cells = [
      `Customer ${row}`,
      has ? phone(row) : "none",
      has && row % 10 < second ? phone(row + 77) : "none",
      "Acme Company",
      "2026-11-24",
      `$ ${row % 997}.00`,
      `${row % 100} items`,
      "open",
    ];
    return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
  };
  return Array.from({ length: count }, (_, index) => rowOf(from + index)).join("");
}

/** Runs in the page: the changes that the bench makes to it. */
function offerWork(shape: BenchPage): void {
  const body = document.querySelector("tbody") as HTMLTableSectionElement;
  const insert = (from: number, count: number, before: Node | null): void => {
    const template = document.createElement("template");
    template.innerHTML = rowsOf(shape, from, count);
    body.insertBefore(template.content, before);
  };
  const remove = (from: number, count: number): void => {
    for (const row of [...body.rows].slice(from, from + count)) row.remove();
  };
  const tasks = async (count: number, task: (index: number) => void): Promise<void> => {
    for (let index = 0; index < count; index++) {
      task(index);
      body.getBoundingClientRect();
      await new Promise((resolve) => setTimeout(resolve));
    }
  };
  const { rows } = shape;
  const work: Record<string, () => Promise<void>> = {
    append: () => tasks(1, () => insert(rows, 1000, null)),
    update: () =>
      tasks(1, () => {
        for (const row of [...body.rows].slice(0, 1000)) {
          const cell = row.cells[1] as HTMLElement;
          cell.textContent = `(415) 320-${1000 + row.rowIndex}`;
        }
      }),
    insert: () => tasks(1, () => insert(rows + 2000, 1000, body.firstChild)),
    remove: () => tasks(1, () => remove(0, 1000)),
    "100 tasks of 10 rows": () => tasks(100, (index) => insert(rows + index * 10, 10, null)),
    "10 swaps of 200 rows": () =>
      tasks(10, (index) => {
        remove(0, 200);
        insert(rows + index * 200, 200, body.firstChild);
      }),
    scrolling: async () => {
      for (let index = 0; index < 60; index++) {
        scrollTo(0, index * 400);
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      scrollTo(0, 0);
    },
  };
  /** Puts the page back as it was, whatever was done to it. */
  const restore = (): void => {
    const template = document.createElement("template");
    template.innerHTML = rowsOf(shape, 0, rows);
    body.replaceChildren(template.content);
    body.getBoundingClientRect();
  };
  Object.assign(window, { work, restore });
}

/** Runs in the page: counts what happens to it. */
function offerCounts(): void {
  let mutations = 0;
  let shifts = 0;
  const observer = new MutationObserver((records) => {
    mutations += records.length;
  });
  observer.observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    characterData: true,
  });
  new PerformanceObserver((list) => {
    shifts += list.getEntries().length;
  }).observe({ type: "layout-shift" });
  /** Since it was asked last. */
  const seen = (): { mutations: number; shifts: number } => {
    mutations += observer.takeRecords().length;
    const counts = { mutations, shifts };
    mutations = 0;
    shifts = 0;
    return counts;
  };
  Object.assign(window, { seen });
}

/** The whole page as a server would send it. */
export const htmlOf = (page: BenchPage): string => `<!doctype html>
<meta charset="utf-8"><title>${page.name}</title><style>td{padding:2px 6px}</style>
<table><tbody>${rowsOf(page, 0, page.rows)}</tbody></table>
<script>${rowsOf}\n${offerWork}\n${offerCounts}
offerCounts();offerWork(${JSON.stringify(page)})</script>`;

/** Frames with nothing in them. */
export const framesHtml = (count: number): string =>
  `<!doctype html><title>Frames</title><script>window.seen = () => ({})</script>${"<iframe srcdoc='<p>Frame</p>'></iframe>".repeat(count)}`;
