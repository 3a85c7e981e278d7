import { createApp, shallowRef } from "vue/dist/vue.esm-bundler.js";

const customers = shallowRef([]);
window.app = {
  set: (next) => {
    customers.value = next;
  },
};
createApp({
  setup: () => ({ customers }),
  template: `
    <table><tbody>
      <tr v-for="c of customers" :key="c.id">
        <td>{{ c.name }}</td><td>({{ c.area }}) <b>{{ c.local }}</b></td><td><a :href="c.href">Text {{ c.name }}</a></td>
      </tr>
    </tbody></table>`,
}).mount("#root");
