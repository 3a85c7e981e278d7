/** Where the background leaves RingCentral's own export for the page that asked for it. */
export const SERVER_EXPORT = "ringcentral-export.csv";
