/** What a CRM's import of contacts reads: one row a customer, with its phone number and whether texts may be sent. */
export interface CrmPreset {
  readonly id: string;
  readonly name: string;
  readonly header: readonly [phone: string, optOut: string, since: string];
  /** The opt-out's value. */
  readonly yes: string;
  readonly no: string;
}

/**
 * Headers as the CRM's import page offers them, or maps with one click. None of them
 * has a field for SMS opt-outs of its own that every company uses: where the column is
 * not known, its import asks for the field to map it to.
 */
export const CRM_PRESETS: readonly CrmPreset[] = [
  {
    id: "hubspot",
    name: "HubSpot",
    header: ["Mobile Phone Number", "SMS Opt-Out", "SMS Opt-Out Date"],
    yes: "true",
    no: "false",
  },
  {
    id: "salesforce",
    name: "Salesforce",
    header: ["MobilePhone", "SMS_Opt_Out__c", "SMS_Opt_Out_Date__c"],
    yes: "TRUE",
    no: "FALSE",
  },
  {
    id: "zoho",
    name: "Zoho CRM",
    header: ["Mobile", "SMS Opt Out", "SMS Opt Out Date"],
    yes: "true",
    no: "false",
  },
  {
    id: "dynamics",
    name: "Microsoft Dynamics 365",
    header: ["Mobile Phone", "SMS Opt-Out", "SMS Opt-Out Date"],
    yes: "Yes",
    no: "No",
  },
  {
    id: "pipedrive",
    name: "Pipedrive",
    header: ["Person - Phone", "Person - SMS opt-out", "Person - SMS opt-out date"],
    yes: "Yes",
    no: "No",
  },
];
