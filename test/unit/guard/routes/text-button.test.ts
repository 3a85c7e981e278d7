// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import { isTextLabel, isTextName } from "../../../../lib/guard/routes/text-button.ts";

describe("labels of text buttons", () => {
  it.each([
    "Text",
    "SMS",
    "Send text",
    "Send a text",
    "Send SMS",
    "send sms message",
    "Text message",
    "New text",
    "Click to text",
    "Text (415) 555-2671",
    "Text +14155552671",
    "Text to Ada",
    "SMS with RingCentral",
    "SMS senden",
    "Envoyer un SMS",
    "MMS",
    "📱 Text",
    "Text now",
  ])("%s", (label) => expect(isTextLabel(label)).toBe(true));

  it.each([
    "Text color",
    "Text size",
    "Plain text",
    "Context",
    "Texture",
    "SMS settings",
    "SMS history",
    "SMS templates",
    "3 SMS",
    "Save",
    "Call",
    "Email",
    "Next",
    "Textarea",
    "Smsgate",
    "",
  ])("not %j", (label) => expect(isTextLabel(label)).toBe(false));
});

describe("names of text buttons", () => {
  it.each([
    "send-sms",
    "sendSms",
    "btn btn-send-text",
    "click-to-text",
    "clickToSms",
    "btn o_field_phone_sms",
    "sms-btn",
  ])("%s", (name) => expect(isTextName(name)).toBe(true));

  it.each(["text", "text-muted", "btn-text", "sms", "smsc", "context-menu", "text-center"])(
    "not %s",
    (name) => expect(isTextName(name)).toBe(false),
  );
});
