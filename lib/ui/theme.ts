import type { Theme } from "../settings/settings.ts";

/** Shows the page in a theme; every colour of `components/ui/tokens.css` follows. */
export function wearTheme(theme: Theme): void {
  document.documentElement.style.colorScheme = theme === "auto" ? "" : theme;
}
