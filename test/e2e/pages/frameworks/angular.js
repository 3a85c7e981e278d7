import "@angular/compiler";
import { Component, signal } from "@angular/core";
import { bootstrapApplication } from "@angular/platform-browser";

const customers = signal([]);
window.app = { set: (next) => customers.set(next) };

// JIT by a plain call: the decorator's syntax would need a compiler of its own.
const App = Component({
  selector: "app-root",
  template: `
    <table><tbody>
      @for (c of customers(); track c.id) {
        <tr><td>{{ c.name }}</td><td>({{ c.area }}) {{ c.local }}</td><td><a [href]="c.href">Text {{ c.name }}</a></td></tr>
      }
    </tbody></table>`,
})(
  class {
    customers = customers;
  },
);

document.getElementById("root").innerHTML = "<app-root></app-root>";
bootstrapApplication(App).catch((error) => reportError(error));
