import { press } from "./agent.ts";
import type { TestPage } from "./test-browser.ts";

/** The file that a button saves. */
export async function savedBy(page: TestPage, button: string): Promise<string> {
  await page.evaluate(() => {
    const realm = globalThis as unknown as { saved?: Blob };
    const create = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (blob: Blob) => {
      realm.saved = blob;
      return create(blob);
    };
  });
  await press(page, button);
  await page.waitFor(() => "saved" in globalThis);
  return page.evaluate(() => (globalThis as unknown as { saved: Blob }).saved.text());
}
