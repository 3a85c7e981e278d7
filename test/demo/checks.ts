const TIMEOUT_MS = 15_000;
const POLL_MS = 50;

/** Something that the demo shows did not hold. */
export class DemoFailure extends Error {
  override readonly name = "DemoFailure";
}

export function check(holds: boolean, claim: string): void {
  if (!holds) throw new DemoFailure(`This does not hold: ${claim}`);
}

/** Reads until what is read fits. @throws DemoFailure with what was read last */
export async function until<T>(
  claim: string,
  read: () => Promise<T>,
  fits: (value: T) => boolean,
): Promise<T> {
  const end = Date.now() + TIMEOUT_MS;
  for (;;) {
    const value = await read();
    if (fits(value)) return value;
    if (Date.now() > end) throw new DemoFailure(`${claim}; found ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
