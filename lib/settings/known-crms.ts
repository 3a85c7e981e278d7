export interface KnownCrm {
  readonly name: string;
  readonly pattern: string;
}

/** CRMs that an admin can add by name: the hosts that their customers use. */
export const KNOWN_CRMS: readonly KnownCrm[] = [
  { name: "Salesforce Lightning", pattern: "https://*.lightning.force.com/*" },
  { name: "Salesforce (my domain)", pattern: "https://*.my.salesforce.com/*" },
  { name: "Salesforce (Visualforce)", pattern: "https://*.vf.force.com/*" },
  { name: "HubSpot", pattern: "https://app.hubspot.com/*" },
  { name: "HubSpot (EU)", pattern: "https://app-eu1.hubspot.com/*" },
  { name: "Microsoft Dynamics 365", pattern: "https://*.dynamics.com/*" },
  { name: "Zoho CRM", pattern: "https://crm.zoho.com/*" },
  { name: "Zoho CRM (EU)", pattern: "https://crm.zoho.eu/*" },
  { name: "Pipedrive", pattern: "https://*.pipedrive.com/*" },
  { name: "Odoo Online", pattern: "https://*.odoo.com/*" },
  { name: "GoHighLevel", pattern: "https://app.gohighlevel.com/*" },
  { name: "Zendesk", pattern: "https://*.zendesk.com/*" },
  { name: "Freshsales", pattern: "https://*.myfreshworks.com/*" },
  { name: "Insightly", pattern: "https://*.insightly.com/*" },
  { name: "Copper", pattern: "https://app.copper.com/*" },
  { name: "Close", pattern: "https://app.close.com/*" },
  { name: "monday.com", pattern: "https://*.monday.com/*" },
  { name: "Redtail", pattern: "https://*.redtailtechnology.com/*" },
];
