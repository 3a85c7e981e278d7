const STYLE = `
:host{display:block}
ul{list-style:none;margin:0;padding:0}
li{display:flex;align-items:center;gap:12px;padding:8px 0;border-block-end:1px solid var(--line)}
li:last-child{border:0}
span{flex:1}
a{color:var(--accent);font-weight:600;text-decoration:none}
a:hover{text-decoration:underline}
`;

interface Entry {
  readonly name: string;
  readonly phone: string;
  readonly written: string;
}

/** A widget of the kind that CRMs embed: its rows live in a shadow root, open or closed by `mode`. */
class LighthouseDialer extends HTMLElement {
  connectedCallback(): void {
    const mode = this.getAttribute("mode") === "closed" ? "closed" : "open";
    const root = this.attachShadow({ mode });
    const entries = JSON.parse(this.getAttribute("entries") ?? "[]") as readonly Entry[];
    const style = document.createElement("style");
    style.textContent = STYLE;
    const list = document.createElement("ul");
    for (const { name, phone, written } of entries) {
      const row = document.createElement("li");
      const who = document.createElement("span");
      who.textContent = `${name} · ${written}`;
      const link = document.createElement("a");
      link.href = `sms:${phone}`;
      link.textContent = "Text";
      link.setAttribute("aria-label", `Text ${name}`);
      row.append(who, link);
      list.append(row);
    }
    root.append(style, list);
  }
}

customElements.define("lighthouse-dialer", LighthouseDialer);
