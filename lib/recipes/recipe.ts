/**
 * Where one site's text button has its number, for buttons that have none of their
 * own and no single number near. A recipe that no longer matches does nothing.
 */
export interface Recipe {
  /** A name for people. */
  readonly name: string;
  /** Match pattern of the site, such as `https://*.gohighlevel.com/*`. */
  readonly site: string;
  /** CSS selector of the button. */
  readonly button: string;
  /** CSS selector of the element around the button that the number is in; absent: the whole page. */
  readonly scope?: string;
  /** CSS selector of what holds the number, within the scope. */
  readonly number: string;
}

/** What a person has taught on a page; the background knows its site. */
export type TaughtRecipe = Omit<Recipe, "site">;

/** What a page needs of its site's recipes. */
export type PageRecipe = Pick<Recipe, "button" | "scope" | "number">;
