import { createElement } from "lwc";
import Contacts from "./lwc/contacts.js";

const list = createElement("x-contacts", { is: Contacts });
document.getElementById("root").append(list);
window.app = {
  set: (next) => {
    list.customers = next;
  },
};
