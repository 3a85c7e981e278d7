import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseTextRoute, telNumber } from "../../../lib/phone/text-route.ts";

const A = "+14155552671";
const B = "+12125550199";

describe("text routes", () => {
  it.each([
    ["sms:+14155552671", [A]],
    ["SMS:+14155552671", [A]],
    ["sms:4155552671", [A]],
    ["sms:(415)%20555-2671", [A]],
    ["sms:%2B14155552671", [A]],
    ["sms://+14155552671", [A]],
    ["sms://+14155552671/", [A]],
    [" s\tm\ns:+14155552671 ", [A]],
    ["sms:+14155552671?body=Hello%20you", [A]],
    ["sms:+14155552671&body=Hello", [A]],
    ["sms:+14155552671;?&body=Hi", [A]],
    ["sms:+14155552671,+12125550199?body=x", [A, B]],
    ["sms:+14155552671%2C%2B12125550199", [A, B]],
    ["sms:+14155552671;+12125550199", [A, B]],
    ["sms:/open?addresses=+14155552671,2125550199&body=x", [A, B]],
    ["sms://open?addresses=%2B14155552671", [A]],
    ["sms:?body=x&to=4155552671", [A]],
    ["smsto:4155552671", [A]],
    ["mms:4155552671", [A]],
    ["mmsto:4155552671", [A]],
    ["rcapp://r/sms?type=new&number=%2B14155552671&content=Hi", [A]],
    ["rcapp://r/sms?type=new&number=+14155552671", [A]],
    ["rcapp://r/sms?to=14155552671&from=2125550199", [A]],
    ["rcapp://phone/sms?action=create&number=4155552671", [A]],
    ["rcmobile://sms?number=14155552671&body=x", [A]],
    ["rctelus://r/sms?number=4155552671", [A]],
    ["com.bt.cloudwork.app://r/sms?number=4155552671", [A]],
    ["https://app.ringcentral.com/r/sms?type=new&number=%2B14155552671", [A]],
    ["https://app.ringcentral.com/r/sms?NUMBER=4155552671#x", [A]],
    ["https://app.unifyoffice.com/r/sms?number=4155552671,2125550199", [A, B]],
    ["rcapp://r/sms?number=4155552671&number=2125550199", [A, B]],
  ])("%j", (href, recipients) => {
    expect(parseTextRoute(href, "US")).toEqual({ recipients, unreadable: [] });
  });

  it.each(["sms:", "sms:?body=x", "rcapp://r/sms?type=new"])(
    "%s opens an empty composer",
    (href) => {
      expect(parseTextRoute(href, "US")).toEqual({ recipients: [], unreadable: [] });
    },
  );

  it("keeps what it cannot read", () => {
    expect(parseTextRoute("sms:+14155552671,nobody", "US")).toEqual({
      recipients: [A],
      unreadable: ["nobody"],
    });
    expect(parseTextRoute("sms:%E0%A4%A", "US")?.unreadable).toHaveLength(1);
  });

  it.each([
    "tel:+14155552671",
    "https://example.com/r/sms?number=4155552671",
    "https://app.ringcentral.com.evil.example/r/sms?number=4155552671",
    "https://app.ringcentral.com/r/call?number=4155552671",
    "rcapp://r/call?number=4155552671",
    "mailto:sms@example.com",
    "/sms?number=4155552671",
    "javascript:void(0)",
    "",
  ])("%j is none", (href) => expect(parseTextRoute(href, "US")).toBeNull());

  it("never throws", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          "sms:",
          "smsto:",
          "rcapp://r/sms?",
          "https://app.ringcentral.com/r/sms?",
          "",
        ),
        fc.string({ unit: "binary" }),
        (head, tail) => {
          parseTextRoute(head + tail, "US");
          telNumber(head + tail, "US");
        },
      ),
    );
  });
});

describe("call links", () => {
  it.each([
    ["tel:+14155552671", A],
    ["tel:(415)%20555-2671", A],
    ["tel:4155552671,,44", A],
    ["callto:4155552671", A],
    ["tel:+1-415-555-2671;ext=5", A],
    ["tel:1-800-FLOWERS", "+18003569377"],
  ])("%s", (href, number) => expect(telNumber(href, "US")).toBe(number));
  it("are not text links", () => expect(telNumber("sms:4155552671", "US")).toBeNull());
});
