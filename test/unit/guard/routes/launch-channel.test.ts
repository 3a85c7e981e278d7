import fc from "fast-check";
import { expect, it } from "vitest";
import { decodeLaunch, encodeLaunch } from "../../../../lib/guard/main-world/channel.ts";

it("a launch comes over as it was, whatever its window is called", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (url, target) => {
      expect(decodeLaunch(encodeLaunch({ url, target }))).toEqual({ url, target });
    }),
  );
});
