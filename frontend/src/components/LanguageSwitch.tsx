import { announce } from "../app/announce";
import { useLanguage } from "../words/context";
import { LANGS, type Lang } from "../words/words";
import { Choice } from "./Choice";

const NAMES: Record<Lang, string> = { ru: "Русский", en: "English" };

/** The language of everything. */
export function LanguageSwitch() {
  const { lang, say, speak } = useLanguage();
  const choose = (next: Lang) => {
    speak(next).catch(() => announce(say("problem.unreachable")));
  };
  return (
    <Choice
      legend={say("settings.language")}
      values={LANGS}
      value={lang}
      name={(each) => NAMES[each]}
      onChoose={choose}
    />
  );
}
