import type { Diagnostics } from "../messages/protocol.ts";

/** As plain text, to be sent to whoever helps. */
export const diagnosticsText = ({ groups }: Diagnostics): string =>
  groups
    .map(({ name, facts }) =>
      [name, ...facts.map(([fact, value]) => `  ${fact}: ${value}`)].join("\n"),
    )
    .join("\n\n");
