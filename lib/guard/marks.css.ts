/** How marks look: never by colour alone. In one rule set for the document and every shadow root. */
export const MARKS_CSS = `
::highlight(consent-opted-out){background-color:#fde7e9;color:#8c1d18;text-decoration:line-through 2px #b3261e}
::highlight(consent-partly-opted-out){background-color:#fff3d6;color:#5f4200;text-decoration:underline dashed 2px #9a6700}
::highlight(consent-opt-in-missing){text-decoration:underline double 2px #9a6700}
::highlight(consent-unverified){text-decoration:underline dotted 2px #6b7280}
a[data-consent-guard="opted-out"]{cursor:not-allowed;text-decoration:line-through;opacity:.75}
a[data-consent-guard="partly-opted-out"]{text-decoration:underline dashed}
a[data-consent-guard="opt-in-missing"]{text-decoration:underline double}
a[data-consent-guard="unverified"]{text-decoration:underline dotted}
[data-consent-guard="opted-out"]:not(:focus){outline:2px solid #b3261e}
[data-consent-guard="partly-opted-out"]:not(:focus){outline:2px dashed #9a6700}
[data-consent-guard="opt-in-missing"]:not(:focus){outline:3px double #9a6700}
[data-consent-guard="unverified"]:not(:focus){outline:2px dotted #6b7280}
`;
