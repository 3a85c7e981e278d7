import { expect, test } from "../signed-in.ts";

test("tells of a marked number on hover and focus, and gets out of the way", async ({
  guarded,
  own,
  server,
}) => {
  const page = await guarded.newPage();
  await page.goto(`${server.url}/card-hover/`);
  await page.waitFor(() => CSS.highlights.has("consent-opted-out"));
  const before = await page.evaluate(() =>
    document.documentElement.outerHTML.replace(/<div data-consent-guard-card.*?<\/div>/, ""),
  );
  const card = () => own.card(page.url());
  const text = async (): Promise<string> => (await card())?.text ?? "";

  await page.hover("#out");
  await expect.poll(text).toContain("(415) 555-2600");
  expect(await text()).toContain("Opted out");
  expect(await text()).toContain("Support");
  expect((await card())?.buttons).toEqual(["Check now", "Open in the popup"]);
  expect(await page.evaluate(() => document.activeElement?.localName)).toBe("body");

  await page.press("Escape");
  await expect.poll(card).toBeNull();

  await page.hover("#clear");
  await page.hover("#away");
  await page.hover("#field");
  await expect.poll(text).toContain("(415) 555-2600");
  await page.hover("#away");
  await expect.poll(card).toBeNull();

  await page.hover("#closed");
  await expect.poll(text).toContain("(415) 555-2600");
  await page.hover("#away");
  await expect.poll(card).toBeNull();

  await page.focus("#field");
  await page.press("Shift+Tab");
  await expect.poll(text).toContain("Opted out");
  await page.press("Escape");
  await expect.poll(card).toBeNull();

  // What lies over a draft that is being written is not shown.
  await page.focus("#draft");
  await page.hover("#out");
  await page.hover("#field");
  await expect.poll(text).toContain("(415) 555-2600");
  await page.press("Escape");
  expect(await page.evaluate(() => document.documentElement.outerHTML)).toBe(before);
  expect(page.errors).toEqual([]);
});

test("the card's buttons are pressed by mouse and by keyboard, in the language and theme that were chosen", async ({
  guarded,
  own,
  server,
}) => {
  const page = await guarded.newPage();
  await page.goto(`${server.url}/card-hover/`);
  await page.waitFor(() => document.querySelector("#text")?.hasAttribute("data-consent-guard"));
  const card = () => own.card(page.url());
  const text = async (): Promise<string> => (await card())?.text ?? "";
  const focused = () => page.evaluate(() => document.activeElement?.id);
  /** Firefox's driver tells no addresses of our own pages. */
  const popups = async () => {
    const open = await guarded.pages();
    const addresses = await Promise.all(
      open.map((one) => one.evaluate(() => location.href).catch(() => "")),
    );
    return open.filter((_, index) =>
      addresses[index]?.endsWith(`popup.html?number=${encodeURIComponent("+14155552600")}`),
    );
  };
  const pressInCard = async (label: string): Promise<void> => {
    const shown = await card();
    const place = shown?.places[shown.buttons.indexOf(label)];
    if (!place) throw new Error(`no button ${label}`);
    await page.clickAt(place.x, place.y);
  };
  type Seen = { seen?: true };
  /** Shown anew since it was looked at last, and the only one. */
  const lookAtPopup = async (): Promise<void> => {
    await expect
      .poll(async () => {
        const isNew = () => (window as Seen).seen === undefined;
        return Promise.all(
          (await popups()).map((popup) => popup.evaluate(isNew).catch(() => null)),
        );
      })
      .toEqual([true]);
    for (const popup of await popups()) {
      await popup.evaluate(() => {
        (window as Seen).seen = true;
      });
    }
    await page.bringToFront();
  };

  await page.hover("#out");
  await expect.poll(text).toContain("Opted out");
  await pressInCard("Check now");
  await expect.poll(text).toContain("Checked with RingCentral just now.");
  await pressInCard("Open in the popup");
  await lookAtPopup();

  await page.hover("#away");
  await expect.poll(card).toBeNull();
  await page.hover("#text");
  await expect.poll(text).toContain("Opted out");
  await page.click("#text");
  await expect.poll(text).toContain("Text blocked");
  await page.press("Escape");
  await expect.poll(card).toBeNull();

  await page.focus("#draft");
  await page.focus("#field");
  await page.press("Shift+Tab");
  expect(await focused()).toBe("text");
  await expect.poll(text).toContain("Opted out");
  await page.press("Tab");
  await page.press("Enter");
  await expect.poll(text).toContain("Checked with RingCentral just now.");
  await page.press("Tab");
  await page.press("Enter");
  await lookAtPopup();

  await page.focus("#field");
  await page.press("Shift+Tab");
  await expect.poll(text).toContain("Opted out");
  await page.press("Tab");
  await page.press("Escape");
  await expect.poll(card).toBeNull();
  expect(await focused()).toBe("text");
  await page.press("Tab");
  expect(await focused()).toBe("field");

  await own.send("settings/update", { language: "es", theme: "dark" });
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await page.hover("#away");
  await page.hover("#out");
  await expect.poll(async () => (await card())?.buttons[0]).toBe("Comprobar ahora");
  expect(await text()).toContain("(415) 555-2600 · Dado de baja");
  expect((await card())?.scheme).toBe("dark");
  const popup = await guarded.openOwnPage("popup.html");
  const ink = () => popup.evaluate(() => getComputedStyle(document.body).color);
  await expect.poll(ink).toBe("rgb(236, 238, 243)");
  expect(page.errors).toEqual([]);
});
