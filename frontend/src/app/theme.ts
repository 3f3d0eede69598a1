/** Light, dark, or as the system has it. */
import { keep, kept } from "./kept";

export type Theme = "auto" | "light" | "dark";
export const THEMES: readonly Theme[] = ["auto", "light", "dark"];

const NAME = "theme";

export function chosenTheme(): Theme {
  return THEMES.find((theme) => theme === kept(NAME)) ?? "auto";
}

export function keepTheme(theme: Theme): void {
  keep(NAME, theme);
}

/** Tells the style sheets. */
export function applyTheme(theme: Theme): void {
  if (theme === "auto") {
    document.documentElement.removeAttribute("data-theme");
  } else {
    document.documentElement.dataset.theme = theme;
  }
}
