import { press, waitForText } from "./agent.ts";
import type { TestBrowser, TestPage } from "./test-browser.ts";

/** Where the page keeps what it was about to save. */
interface Saves {
  saved?: Blob[];
}

/** A tab of the page for lists, as a person uses it. */
export async function openLists(browser: TestBrowser, tab: string) {
  const page = await browser.openOwnPage(`lists.html#${tab}`);
  await page.waitFor(() => document.querySelector(".section"));
  await page.evaluate(() => {
    const saves = globalThis as Saves;
    saves.saved = [];
    const create = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (blob: Blob) => {
      saves.saved?.push(blob);
      return create(blob);
    };
    // What would be saved is read here; a download would only wait for somebody.
    HTMLAnchorElement.prototype.click = () => undefined;
  });
  return {
    page,
    /** Chooses a file that the page itself makes. */
    choose: (name: string, file: string | Uint8Array): Promise<void> =>
      chooseFile(page, name, typeof file === "string" ? file : [...file]),
    press: (button: string): Promise<void> => press(page, button),
    waitForText: (text: string): Promise<void> => waitForText(page, text),
    /** The text of what was saved last. */
    saved: (): Promise<string> =>
      page.evaluate(async () => (await (globalThis as Saves).saved?.at(-1)?.text()) ?? ""),
  };
}

/** Bytes go to any browser as plain numbers. */
async function chooseFile(page: TestPage, name: string, content: string | number[]): Promise<void> {
  await page.waitFor(() => document.querySelector("input[type=file]"));
  await page.evaluate(
    (file) => {
      const input = document.querySelector<HTMLInputElement>("input[type=file]");
      if (!input) throw new Error("no place for a file");
      const { content } = file;
      const bytes = typeof content === "string" ? content : Uint8Array.from(content);
      const transfer = new DataTransfer();
      transfer.items.add(new File([bytes], file.name));
      input.files = transfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    },
    { name, content },
  );
  await page.waitFor(() => document.querySelector(".table-source"));
}
