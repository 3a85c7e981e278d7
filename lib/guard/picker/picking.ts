/** While a person points at things for the guard to learn, what they press is the picker's. */
export interface Picking {
  /** Takes an event before the page, or the guard itself, sees it. */
  take(event: Event): void;
  stop(): void;
}

const PLACE = Symbol.for("consent-guard-picking");
type Realm = { [PLACE]?: Picking | undefined };

/** Null while nobody points. */
export const picking = (): Picking | null => (globalThis as Realm)[PLACE] ?? null;

export function setPicking(now: Picking | null): void {
  (globalThis as Realm)[PLACE] = now ?? undefined;
}
