import { api, LightningElement } from "lwc";

export default class Contacts extends LightningElement {
  @api customers = [];
}
