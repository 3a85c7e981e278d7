import { html, LitElement } from "lit";
import { repeat } from "lit/directives/repeat.js";

class ContactList extends LitElement {
  static properties = { customers: { attribute: false } };

  constructor() {
    super();
    this.customers = [];
  }

  render() {
    return html`<table><tbody>
      ${repeat(
        this.customers,
        ({ id }) => id,
        ({ name, area, local, href }) =>
          html`<tr><td>${name}</td><td>(${area}) ${local}</td><td><a href=${href}>Text ${name}</a></td></tr>`,
      )}
    </tbody></table>`;
  }
}

customElements.define("contact-list", ContactList);
const list = document.createElement("contact-list");
document.getElementById("root").append(list);
window.app = {
  set: (next) => {
    list.customers = next;
  },
};
