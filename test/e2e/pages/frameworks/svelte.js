import { mount } from "svelte";
import Contacts from "./contacts.svelte";

mount(Contacts, { target: document.getElementById("root") });
