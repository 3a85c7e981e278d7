import fc from "fast-check";
import { expect, it } from "vitest";
import { decodeLaunch, encodeLaunch } from "../../../../lib/guard/main-world/channel.ts";

it("a launch comes over as it was", () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(), (url, id) => {
      expect(decodeLaunch(encodeLaunch({ id, url }))).toEqual({ id, url });
    }),
  );
});
