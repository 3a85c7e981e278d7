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
    ["rcapp://r/sms?number=4155552671&to=2125550199", [A, B]],
    ["rcapp://r/sms?number=4155552671;2125550199", [A, B]],
    ["rcapp://r/sms?number= 14155552671", [A]],
    ["rcapp://r/sms?number=%2014155552671", [A]],
    ["rcapp://r/sms?number=%252B14155552671", [A]],
    ["rcapp://r/sms?number=%25252B14155552671", [A]],
    ["rcapp://r/sms?type=new&amp;number=4155552671", [A]],
    ["rcapp://r/sms?number[]=4155552671&number[]=2125550199", [A, B]],
    ["rcapp:r/sms?number=4155552671", [A]],
    ["RCAPP://R/SMS?NUMBER=4155552671", [A]],
    ["rcapp://r/%73ms?number=4155552671", [A]],
    ["rcapp://r/sms#?number=4155552671", [A]],
    ["rcmobile://sms/?number=4155552671", [A]],
    ["attvr20://r/sms?number=4155552671", [A]],
    ["officeathand://r/sms?number=4155552671", [A]],
    ["unifyoffice://r/sms?number=4155552671", [A]],
    ["com.rainbowoffice.app://r/sms?number=4155552671", [A]],
    ["rcbtmobile://sms?number=4155552671", [A]],
    ["//app.ringcentral.com/r/sms?number=4155552671", [A]],
    ["https:\\\\app.ringcentral.com\\r\\sms?number=4155552671", [A]],
    ["https://APP.RingCentral.com:443/r/sms?number=4155552671", [A]],
    ["https://app.ringcentral.com./r/sms?number=4155552671", [A]],
    ["https://me@app%2Eringcentral.com/x/../r/sms?number=4155552671", [A]],
    ["https://app.ringcentral.com/r/%73ms/?number=4155552671", [A]],
    ["https://app.officeathand.att.com/r/sms?number=4155552671", [A]],
    ["https://app.businessconnect.telus.com/r/sms?number=4155552671", [A]],
    ["https://app.cloudwork.bt.com/r/sms?number=4155552671", [A]],
    ["https://app.rainbowoffice.com/r/sms?number=4155552671", [A]],
    ["https://app.cloudoffice.avaya.com/r/sms?number=4155552671", [A]],
    ["sms:%252B14155552671", [A]],
    ["sms: 14155552671", [A]],
    ["sms:+1%34155552671", [A]],
    ["sms:+1(415)555-2671", [A]],
    ["sms:415/555-2671", [A]],
    ["sms:tel:+14155552671", [A]],
    ["sms:Bob <+14155552671>", [A]],
    ["sms:+1415%00555%002671", [A]],
    ["sms:+1415%FF555%FF2671", [A]],
    [
      "sms:%EF%BC%8B%EF%BC%91%EF%BC%94%EF%BC%91%EF%BC%95%EF%BC%95%EF%BC%95%EF%BC%95%EF%BC%92%EF%BC%96%EF%BC%97%EF%BC%91",
      [A],
    ],
    ["sms:\u{1d7cf}\u{1d7d2}155552671", [A]],
    ["sms:\u202a+14155552671\u202c", [A]],
    ["sms:+14155552671%26body=2125550199", [A]],
    ["sms:+14155552671%3Faddresses=2125550199", [A, B]],
    ["sms:+14155552671;ext=4;phone-context=+1?body=x", [A]],
    ["sms:011-1-415-555-2671", [A]],
    ["sms:0014155552671", [A]],
    ["sms:1-800-flowers", ["+18003569377"]],
    ["SmsTo:%20+14155552671", [A]],
    ["mmsto:+14155552671?subject=x", [A]],
    ["imessage:+14155552671", [A]],
    ["zoomphonesms://+14155552671", [A]],
    ["intent:+14155552671#Intent;scheme=sms;end", [A]],
    ["intent:4155552671?body=Hi#Intent;scheme=smsto;action=android.intent.action.SENDTO;end", [A]],
    ["intent://+14155552671/#Intent;scheme=sms;package=com.google.android.apps.messaging;end", [A]],
    [
      "intent:+14155552671,+12125550199#Intent;action=android.intent.action.VIEW;scheme=mms;end",
      [A, B],
    ],
    ["intent:%2B14155552671#Intent;scheme=mmsto;end", [A]],
    ["INTENT:4155552671#intent;SCHEME=SMS;END", [A]],
    ["intent://sms?number=4155552671#Intent;scheme=rcmobile;end", [A]],
    ["intent://r/sms?number=4155552671#Intent;scheme=rcapp;end", [A]],
    ["intent://app.ringcentral.com/r/sms?number=4155552671#Intent;scheme=https;end", [A]],
    ["intent:sms:4155552671#Intent;action=android.intent.action.SENDTO;end", [A]],
    ["intent:4155552671#Intent;scheme=tel;scheme=sms;end", [A]],
    ["intent:4155552671#a#Intent;scheme=%73ms;end", [A]],
    ["javascript:location.href='sms:+14155552671'", [A]],
    ["javascript:window.open(%22rcapp://r/sms?number=4155552671%22)", [A]],
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
    expect(parseTextRoute("sms:4155552671 2125550199", "US")).toEqual({
      recipients: [],
      unreadable: ["4155552671 2125550199"],
    });
    expect(parseTextRoute("sms:40404", "US")?.unreadable).toEqual(["40404"]);
  });

  it("keeps both readings of a number that has two", () => {
    expect(parseTextRoute("sms:15123456789", "DE")?.recipients).toEqual([
      "+4915123456789",
      "+15123456789",
    ]);
  });

  it.each([
    ["sms:7700900123", "GB", "+447700900123"],
    ["sms:07700900123", "GB", "+447700900123"],
    ["sms:447700900123", "GB", "+447700900123"],
    ["sms:442079460958", "US", "+442079460958"],
    ["sms:4915123456789", "DE", "+4915123456789"],
    ["sms:+5215512345678", "US", "+525512345678"],
  ])("%s from %s is for %s", (href, country, number) => {
    expect(parseTextRoute(href, country)?.recipients).toEqual([number]);
  });

  describe("on texting pages", () => {
    it.each([
      ["https://wa.me/14155552671?text=Hi", A],
      ["https://wa.me/+14155552671", A],
      ["https://api.whatsapp.com/send?phone=14155552671&text=Hi", A],
      ["https://web.whatsapp.com/send/?phone=%2B14155552671", A],
      ["whatsapp://send?phone=14155552671", A],
      ["https://wa.me/4740612345", "+4740612345"],
      ["https://voice.google.com/u/0/messages?itemId=t.%2B14155552671", A],
      ["https://t.me/+14155552671", A],
      ["https://signal.me/#p/+14155552671", A],
      ["sgnl://signal.me/#p/+14155552671", A],
      ["viber://chat?number=%2B14155552671", A],
      ["tg://resolve?phone=14155552671", A],
    ])("%s", (href, number) => {
      expect(parseTextRoute(href, "US")).toBeNull();
      expect(parseTextRoute(href, "US", { webTexting: true })).toEqual({
        recipients: [number],
        unreadable: [],
      });
    });

    it.each(["https://wa.me.evil.example/14155552671", "https://example.com/14155552671"])(
      "%s is none",
      (href) => expect(parseTextRoute(href, "US", { webTexting: true })).toBeNull(),
    );
  });

  it.each([
    "tel:+14155552671",
    "https://example.com/r/sms?number=4155552671",
    "https://app.ringcentral.com.evil.example/r/sms?number=4155552671",
    "https://app.ringcentral.com/r/call?number=4155552671",
    "rcapp://r/call?number=4155552671",
    "mailto:sms@example.com",
    "intent:+14155552671#Intent;scheme=tel;end",
    "intent://scan/#Intent;scheme=zxing;package=com.google.zxing.client.android;end",
    "intent:+14155552671",
    "intent:#Intent;end",
    "/sms?number=4155552671",
    "javascript:void(0)",
    "",
  ])("%j is none", (href) => expect(parseTextRoute(href, "US")).toBeNull());

  const encode = (text: string): string => encodeURIComponent(text);
  const hexed = (text: string): string =>
    [...text].map((c) => (c > "~" ? encode(c) : `%${c.charCodeAt(0).toString(16)}`)).join("");

  it("gives the recipient, however it is written and in whichever route", () => {
    const area = fc.constantFrom("415", "212", "303", "646", "800");
    const rest = fc
      .integer({ min: 2_000_000, max: 9_999_999 })
      .map(String)
      .filter((r) => !r.startsWith("11", 1));
    const writing = fc.constantFrom<(d: string) => string>(
      (d) => d,
      (d) => `1${d}`,
      (d) => `+1${d}`,
      (d) => ` 1${d}`,
      (d) => `(${d.slice(0, 3)}) ${d.slice(3, 6)}-${d.slice(6)}`,
      (d) => `+1 ${d.slice(0, 3)} ${d.slice(3, 6)} ${d.slice(6)}`,
      (d) => `${d.slice(0, 3)}.${d.slice(3, 6)}.${d.slice(6)}`,
      (d) => `${d.slice(0, 3)}\u2011${d.slice(3, 6)}\u2011${d.slice(6)}`,
      (d) => `\u200e${d}\u200e`,
      (d) => `+1${d} ext 12`,
      (d) => `tel:+1${d}`,
    );
    const coding = fc.constantFrom<(text: string) => string>(
      encode,
      hexed,
      (text) => encode(encode(text)),
      (text) => encode(encode(encode(text))),
    );
    const route = fc.constantFrom<(text: string) => string>(
      (text) => `sms:${text}`,
      (text) => `sms:${text}?body=Hi`,
      (text) => `sms:${text}&body=Hi`,
      (text) => `sms://${text}/`,
      (text) => `S\tMS:${text}`,
      (text) => `sms:+12125550199,${text}`,
      (text) => `sms:${text};+12125550199`,
      (text) => `sms:/open?addresses=${text}`,
      (text) => `smsto:${text}`,
      (text) => `mmsto:${text}`,
      (text) => `rcapp://r/sms?type=new&number=${text}&content=x`,
      (text) => `rcapp://phone/sms?action=create&number=${text}`,
      (text) => `rcmobile://sms?number=${text}`,
      (text) => `rctelus://r/sms?to=${text}`,
      (text) => `intent:${text}#Intent;scheme=sms;end`,
      (text) => `https://app.ringcentral.com/r/sms?number=${text}`,
      (text) => `javascript:open("sms:${text}")`,
    );
    fc.assert(
      fc.property(area, rest, writing, coding, route, (a, r, write, code, into) => {
        const written = write(a + r);
        const plain = into(written.replace(/[?&#]/g, ""));
        for (const href of [into(code(written)), plain]) {
          expect(parseTextRoute(href, "US")?.recipients, href).toContain(`+1${a}${r}`);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("reads no deeper into an intent than its address", () => {
    expect(parseTextRoute(`${"intent:".repeat(100_000)}4155552671`, "US")).toBeNull();
  });

  it("never throws", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          "sms:",
          "smsto:",
          "rcapp://r/sms?",
          "https://app.ringcentral.com/r/sms?",
          "https://",
          "javascript:'sms:",
          "whatsapp://send?phone=",
          "intent:#Intent;scheme=sms;",
          "",
        ),
        fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) }),
        (head, tail) => {
          parseTextRoute(head + tail, "US", { webTexting: true });
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
