/** Our one host element in a page. */
export const CARD_TAG = "consent-guard-card";
