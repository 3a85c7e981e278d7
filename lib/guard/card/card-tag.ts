/**
 * Marks our one host element in a page. It is a plain element: a custom element's name
 * could be defined by the page, whose code would then run for each of ours.
 */
export const CARD_MARK = "data-consent-guard-card";
