import { useState } from "react";
import { applyTheme, chosenTheme, keepTheme, THEMES, type Theme } from "../../app/theme";
import { Choice } from "../../components/Choice";
import { useLanguage } from "../../words/context";

/** Light, dark, or as the system has it. */
export function ThemeSwitch() {
  const { say } = useLanguage();
  const [theme, setTheme] = useState(chosenTheme);
  const choose = (next: Theme) => {
    setTheme(next);
    keepTheme(next);
    applyTheme(next);
  };
  return (
    <Choice
      legend={say("settings.theme")}
      values={THEMES}
      value={theme}
      name={(each) => say(`theme.${each}`)}
      onChoose={choose}
    />
  );
}
