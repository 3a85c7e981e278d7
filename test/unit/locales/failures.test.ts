import { expect, it } from "vitest";
import { FAILURE_CODES } from "../../../lib/failure.ts";
import messages from "../../../public/_locales/en/messages.json" with { type: "json" };

it.each(FAILURE_CODES)("has a sentence for %s", (code) => {
  expect(messages).toHaveProperty(`failure_${code.replaceAll("-", "_")}`);
});
