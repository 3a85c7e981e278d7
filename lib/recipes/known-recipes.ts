import type { Recipe } from "./recipe.ts";

/**
 * Text buttons of known CRMs whose number is not their own. Read in public sources in
 * 2026 and not tried on live accounts: selectors age, and where they no longer fit, the
 * general rule of text buttons holds. Sites are the CRM's own cloud; whoever hosts one
 * elsewhere teaches or imports it.
 */
export const KNOWN_RECIPES: readonly Recipe[] = [
  ...["https://app.gohighlevel.com/*", "https://*.gohighlevel.com/*"].flatMap((site): Recipe[] => [
    {
      name: "GoHighLevel: send SMS",
      site,
      button: "#send-sms,.send-message-button-group-sms-modal button",
      number: 'input[name="contact.phone"]',
    },
    {
      name: "GoHighLevel: message header",
      site,
      button: '.message-header-actions.contact-detail-actions [class*="sms" i]',
      number: 'input[name="contact.phone"]',
    },
  ]),
  {
    name: "Dynamics 365: text command of a form",
    site: "https://*.dynamics.com/*",
    button:
      '[role=menuitem][data-id*="sms" i],button[data-id*="sms" i],button[data-id*="textmessage" i]',
    number:
      'input[data-id="mobilephone.fieldControl-phone-text-input"],input[data-id$=".mobilephone.fieldControl-phone-text-input"]',
  },
  {
    name: "Salesforce Lightning: text action of a record",
    site: "https://*.lightning.force.com/*",
    button:
      'runtime_platform_actions-action-renderer[title*="SMS" i] button,runtime_platform_actions-action-renderer[title*="Text" i] button',
    number:
      'records-record-layout-item[field-label="Mobile"] lightning-formatted-phone,records-record-layout-item[field-label*="Mobile" i] lightning-formatted-phone',
  },
  {
    name: "HubSpot: text action of the sidebar",
    site: "https://app.hubspot.com/*",
    button: '[data-selenium-test*="sms" i],button[aria-label*="SMS" i]',
    number: 'input[data-field="mobilephone"],input[data-field="phone"]',
  },
  {
    name: "Zoho CRM: send SMS",
    site: "https://crm.zoho.com/*",
    button: '[data-zcqa*="sms" i],[id*="sendsms" i]',
    number: "#subvalue_MOBILE",
  },
  {
    name: "Pipedrive: text button of a person",
    site: "https://*.pipedrive.com/*",
    button: '[data-test*="sms" i]',
    scope: '.fieldsList,[data-test="person-fields"],td[data-field="person.phone"]',
    number: '[data-test="phone-number-button"]',
  },
  {
    name: "vtiger: send SMS",
    site: "https://*.od2.vtiger.com/*",
    button: '[onclick*="SMSNotifier" i],[data-url*="SMSNotifier" i]',
    number: "a.phoneField[data-value]",
  },
  {
    name: "Odoo: SMS of a phone field",
    site: "https://*.odoo.com/*",
    button: ".o_field_phone_sms",
    scope: ".o_field_phone",
    number: 'a[href^="tel:"],input[type=tel]',
  },
  {
    name: "SuiteCRM: text action of a record",
    site: "https://*.suiteondemand.com/*",
    button: 'scrm-record-header button[title*="SMS" i],scrm-record-header button[class*="sms" i]',
    number: ".dynamic-field-name-phone_mobile scrm-phone-detail",
  },
  {
    name: "EspoCRM: text action of a record",
    site: "https://*.espocloud.com/*",
    button: '[data-action*="sms" i]',
    scope: ".detail[data-scope]",
    number: '.field[data-name="phoneNumber"]',
  },
  {
    name: "Zendesk: text button beside a ticket",
    site: "https://*.zendesk.com/*",
    button: '[data-test-id*="sms" i],[data-test-id*="text-message" i]',
    number: '[data-test-id="customer-context-pane"] [data-test-id*="phone" i]',
  },
  ...["https://*.freshsales.io/*", "https://*.myfreshworks.com/*"].map(
    (site): Recipe => ({
      name: "Freshsales: text icon of a contact",
      site,
      button: '[data-test*="sms" i],[data-test-id*="sms" i]',
      number:
        '[data-field="mobile_number"],[data-test-id*="mobile_number" i],[name="mobile_number"]',
    }),
  ),
];
