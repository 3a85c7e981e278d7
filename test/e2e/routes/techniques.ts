import type { Press } from "./expected-route.ts";

/** A way of launching a text that can stand on any page, any number of times. */
export interface Technique {
  readonly name: string;
  /** `id` is the element to press; in its code `number(id)` gives the present recipient. */
  readonly html: (id: string, to: string) => string;
  /** Runs in the page after the HTML is there; `element` is the one with the id. */
  readonly script?: (id: string) => string;
  readonly presses: readonly Press[];
  /** What leaves the browser; null: the page's own composer opens. */
  readonly leaves: (to: string) => string | null;
  /** Where nothing can hold it. */
  readonly unheldIn?: "firefox";
  /** Its recipient can be exchanged, as a recycled row does: code over `element` and `to`. */
  readonly readdress?: string;
}

const sms = (to: string): string => `sms:${to}`;
const MOUSE: readonly Press[] = ["click", "middle", "control", "shift"];
const HREF = "element.href = element.getAttribute('href').replace(/\\+\\d+/, to)";
const ROW = "element.closest('tr').cells[0].textContent = to";
const on = (type: string, code: string): string =>
  `element.addEventListener("${type}", (event) => { ${code} });`;

export const TECHNIQUES: readonly Technique[] = [
  {
    name: "link",
    html: (id, to) => `<a id="${id}" href="sms:${to}">Write</a>`,
    presses: [...MOUSE, "enter"],
    leaves: sms,
    readdress: HREF,
  },
  {
    name: "link with words",
    html: (id, to) => `<a href="sms:${to}?body=Hi"><b><i id="${id}">Write</i></b></a>`,
    presses: ["click", "middle"],
    leaves: (to) => `sms:${to}?body=Hi`,
  },
  {
    name: "new window",
    html: (id, to) => `<a id="${id}" target="_blank" href="smsto:${to}">Write</a>`,
    presses: ["click", "enter"],
    leaves: (to) => `smsto:${to}`,
    readdress: HREF,
  },
  {
    name: "RingCentral app",
    html: (id, to) =>
      `<a id="${id}" href="rcapp://r/sms?type=new&amp;number=${encodeURIComponent(to)}">Write</a>`,
    presses: ["click", "enter"],
    leaves: (to) => `rcapp://r/sms?type=new&number=${encodeURIComponent(to)}`,
  },
  {
    name: "svg",
    html: (id, to) =>
      `<svg width="60" height="20"><a id="${id}" href="sms:${to}"><rect width="60" height="20"/></a></svg>`,
    presses: ["click"],
    leaves: sms,
  },
  {
    name: "composer",
    html: (id, to) => `<a id="${id}" href="sms:${to}">Write</a>`,
    script: (id) => on("click", `event.preventDefault(); opened.push(number("${id}"));`),
    presses: ["click", "enter"],
    leaves: () => null,
  },
  {
    name: "pressed",
    html: (id, to) => `<a id="${id}" href="sms:${to}">Write</a>`,
    script: (id) =>
      on("mousedown", `opened.push(number("${id}"));`) + on("click", "event.preventDefault();"),
    presses: ["click"],
    leaves: () => null,
  },
  {
    name: "late address",
    html: (id) => `<a id="${id}" href="#">Write</a>`,
    script: (id) => on("mousedown", `element.href = "sms:" + number("${id}");`),
    presses: ["click"],
    leaves: sms,
  },
  {
    name: "window.open",
    html: (id) => `<button id="${id}">Go</button>`,
    script: (id) => on("click", `window.open("sms:" + number("${id}"));`),
    presses: ["click", "enter", "space"],
    leaves: sms,
  },
  {
    name: "detached link",
    html: (id) => `<button id="${id}">Go</button>`,
    script: (id) =>
      on(
        "click",
        `Object.assign(document.createElement("a"), { href: "sms:" + number("${id}") }).click();`,
      ),
    presses: ["click", "enter"],
    leaves: sms,
  },
  {
    name: "location",
    html: (id) => `<button id="${id}">Go</button>`,
    script: (id) => on("click", `location.assign("sms:" + number("${id}"));`),
    presses: ["click", "space"],
    leaves: sms,
    unheldIn: "firefox",
  },
  {
    name: "pointer location",
    html: (id) => `<button id="${id}">Go</button>`,
    script: (id) => on("pointerdown", `location.href = "sms:" + number("${id}");`),
    presses: ["click"],
    leaves: sms,
    unheldIn: "firefox",
  },
  {
    name: "inline code",
    html: (id, to) => `<button id="${id}" onclick="location.href='sms:${to}'">Go</button>`,
    presses: ["click", "enter", "space"],
    leaves: sms,
  },
  {
    name: "form",
    html: (id, to) => `<form action="sms:${to}"><button id="${id}">Go</button></form>`,
    presses: ["click", "enter"],
    leaves: (to) => `sms:${to}?`,
  },
  {
    name: "form by script",
    html: (id, to) =>
      `<form id="${id}-form" action="sms:${to}"></form><button id="${id}">Go</button>`,
    script: (id) => on("click", `document.getElementById("${id}-form").submit();`),
    presses: ["click"],
    leaves: (to) => `sms:${to}?`,
  },
  {
    name: "own number",
    html: (id, to) => `<button id="${id}" data-phone="${to}" aria-label="Send text">Go</button>`,
    script: (id) => on("click", `opened.push(number("${id}"));`),
    presses: ["click", "enter", "space"],
    leaves: () => null,
    readdress: "element.dataset.phone = to",
  },
  {
    name: "row",
    html: (id, to) =>
      `<table><tr><td>${to}</td><td><button id="${id}">Text</button></td></tr></table>`,
    script: (id) => on("click", `location.href = "sms:" + number("${id}");`),
    presses: ["click", "enter"],
    leaves: sms,
    readdress: ROW,
  },
  {
    name: "closed shadow root",
    html: (id) => `<span id="${id}" style="display:inline-block"></span>`,
    script: (id) =>
      `const root = element.attachShadow({ mode: "closed" }); root.innerHTML = '<a href="">Write</a>'; root.firstChild.href = "sms:" + number("${id}");`,
    presses: ["click", "middle"],
    leaves: sms,
  },
];
