import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { DrawnChart } from "./chart-model.ts";

export interface ChartInk {
  readonly text: string;
  readonly muted: string;
  readonly grid: string;
  readonly fill: string;
  readonly ground: string;
  /** Of a canvas: `500 12px sans-serif`. */
  readonly font: string;
}

export interface ShownChart {
  /** As a file, on the page's own ground and below its title. */
  readonly picture: (title: string) => Promise<Blob>;
  readonly remove: () => void;
}

const HEIGHT = 220;
const RANK = 34;
const FONT_SIZE = 12;
/** Of a letter, in CSS pixels; too wide rather than too narrow. */
const LETTER = 7;
/** So many bars can each bear their number. */
const MOST_NUMBERED = 14;
const STEPS = Array.from({ length: 10 }, (_, power) =>
  [1, 2, 5].map((n) => n * 10 ** power),
).flat();

/** The colours of the theme that is shown now. */
export function inkOf(host: HTMLElement): ChartInk {
  const style = getComputedStyle(host);
  const probe = document.createElement("span");
  host.append(probe);
  // A canvas knows no custom properties; colours of the system come out as plain ones.
  const colour = (name: string): string => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const ink = {
    text: colour("--text"),
    muted: colour("--text-muted"),
    grid: colour("--border"),
    fill: colour("--accent"),
    ground: colour("--bg"),
    font: `${FONT_SIZE}px ${style.fontFamily}`,
  };
  probe.remove();
  return ink;
}

const shortened = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, Math.max(1, most - 1))}…` : text;

const longest = (texts: readonly string[]): number =>
  texts.reduce((most, text) => Math.max(most, text.length), 0);

/** Places whose labels fit beside each other, the last one always. */
function labelled(labels: readonly string[], width: number): number[] {
  const fit = Math.max(1, Math.floor(width / (longest(labels) * LETTER + 12)));
  const every = Math.ceil(labels.length / fit);
  const last = labels.length - 1;
  return [...labels.keys()].filter((at) => (last - at) % every === 0);
}

/** Each bar's number at its end; where they are too many, that of the largest and of the last. */
function numbersOf({ kind, values }: DrawnChart): readonly number[] {
  const last = values.length - 1;
  if (kind === "line") return [last];
  const places = [...values.keys()].filter((at) => (values[at] ?? 0) > 0);
  if (kind === "ranks" || values.length <= MOST_NUMBERED) return places;
  const largest = values.indexOf(Math.max(...values));
  return places.filter((at) => at === last || at === largest);
}

/** Draws a chart into its host, as wide as that is. Nothing moves. */
export function drawChart(
  host: HTMLElement,
  chart: DrawnChart,
  ink: ChartInk,
  number: (value: number) => string,
): ShownChart {
  const { kind, labels, values } = chart;
  const width = Math.max(200, Math.floor(host.clientWidth));
  const lying = kind === "ranks";
  const most = Math.max(1, ...values);
  const edge = kind === "line" ? 0 : 0.5;
  const numberWidth = number(most).length * LETTER + 14;
  const nameLetters = Math.min(longest(labels), Math.floor((width * 0.5) / LETTER));
  const axis = { stroke: ink.muted, font: ink.font, ticks: { show: false } } as const;

  const bars = uPlot.paths.bars?.({ size: [0.7, 48] });
  const drawNumbers = (u: uPlot): void => {
    const { ctx } = u;
    const ratio = uPlot.pxRatio;
    ctx.save();
    ctx.font = ink.font.replace(`${FONT_SIZE}px`, `${FONT_SIZE * ratio}px`);
    ctx.fillStyle = ink.text;
    ctx.textBaseline = lying ? "middle" : "bottom";
    ctx.textAlign = lying ? "left" : kind === "line" ? "right" : "center";
    for (const at of numbersOf(chart)) {
      const value = values[at] ?? 0;
      const along = u.valToPos(at, "x", true);
      const up = u.valToPos(value, "y", true);
      const text = number(value);
      if (lying) ctx.fillText(text, up + 6 * ratio, along);
      else ctx.fillText(text, along, up - 4 * ratio);
    }
    ctx.restore();
  };

  const plot = new uPlot(
    {
      width,
      height: lying ? labels.length * RANK + 16 : HEIGHT,
      padding: lying ? [8, numberWidth, 8, 0] : [20, kind === "line" ? 36 : 12, 0, 0],
      legend: { show: false },
      cursor: { show: false },
      scales: {
        x: {
          time: false,
          range: [-edge, Math.max(labels.length - 1, edge === 0 ? 1 : 0) + edge],
          ...(lying ? { ori: 1, dir: -1 } : {}),
        },
        y: { range: [0, most * (lying ? 1 : 1.05)], ...(lying ? { ori: 0, dir: 1 } : {}) },
      },
      axes: [
        {
          ...axis,
          side: lying ? 3 : 2,
          size: lying ? nameLetters * LETTER + 14 : 30,
          grid: { show: false },
          splits: () => (lying ? [...labels.keys()] : labelled(labels, width - numberWidth)),
          values: (_, places) =>
            places.map((at) => shortened(labels[at] ?? "", lying ? nameLetters : 40)),
        },
        {
          ...axis,
          show: !lying,
          side: lying ? 2 : 3,
          size: numberWidth,
          incrs: STEPS,
          grid: { stroke: ink.grid, width: 1 },
          values: (_, ticks) => ticks.map(number),
        },
      ],
      series: [
        {},
        {
          stroke: ink.fill,
          width: 2,
          points: { show: kind === "line" && values.length === 1 },
          ...(kind === "line" || !bars ? {} : { fill: ink.fill, paths: bars }),
        },
      ],
      hooks: { draw: [drawNumbers] },
    },
    [[...values.keys()], [...values]],
    host,
  );

  return {
    picture: (title) => pictureOf(plot.ctx.canvas, title, ink),
    remove: () => plot.destroy(),
  };
}

async function pictureOf(chart: HTMLCanvasElement, title: string, ink: ChartInk): Promise<Blob> {
  const ratio = uPlot.pxRatio;
  const margin = 16 * ratio;
  const head = 40 * ratio;
  const picture = document.createElement("canvas");
  picture.width = chart.width + 2 * margin;
  picture.height = chart.height + head + margin;
  const context = picture.getContext("2d");
  context?.drawImage(chart, margin, head);
  if (context) {
    context.globalCompositeOperation = "destination-over";
    context.fillStyle = ink.ground;
    context.fillRect(0, 0, picture.width, picture.height);
    context.globalCompositeOperation = "source-over";
    context.fillStyle = ink.text;
    context.font = ink.font.replace(`${FONT_SIZE}px`, `600 ${16 * ratio}px`);
    context.textBaseline = "middle";
    context.fillText(title, margin, head / 2 + 4 * ratio, chart.width);
  }
  const blob = await new Promise<Blob | null>((made) => picture.toBlob(made, "image/png"));
  if (!blob) throw new TypeError("a canvas made no picture");
  return blob;
}
