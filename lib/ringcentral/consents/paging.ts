import { Failure } from "../../failure.ts";

export interface TokenPage {
  readonly nextPageToken?: string;
}

/**
 * Every page up to the one that names no next. The end is never taken from the
 * number of records; a server that sends us back to a page we had is stopped.
 */
export async function* everyPage<T extends TokenPage>(
  read: (pageToken: string | undefined) => Promise<T>,
): AsyncGenerator<T> {
  const seen = new Set<string>();
  let pageToken: string | undefined;
  do {
    const page = await read(pageToken);
    yield page;
    pageToken = page.nextPageToken;
    if (pageToken === undefined) return;
    if (seen.has(pageToken)) throw new Failure("malformed-answer", { detail: "pages in a circle" });
    seen.add(pageToken);
  } while (true);
}
