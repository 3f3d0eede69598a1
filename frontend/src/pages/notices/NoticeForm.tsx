import { type FormEvent, useState } from "react";
import type { NoticeSettings } from "../../api/types";
import { announce } from "../../app/announce";
import { Button } from "../../components/Button";
import { Choice } from "../../components/Choice";
import { Outcome } from "../../components/Outcome";
import { useChooseNotices } from "../../resources/notices";
import { useLanguage } from "../../words/context";
import { asked, channelsOf, choicesIn, turned } from "./choices";
import { KindTable } from "./KindTable";
import { QuietChoice } from "./QuietChoice";
import { ZoneChoice } from "./ZoneChoice";

const HOUSE = "house";
const LANGUAGES = [HOUSE, "ru", "en"] as const;

/** What is told, in which language, and when not. Nothing changes before it is saved. */
export function NoticeForm({ settings }: { settings: NoticeSettings }) {
  const { say } = useLanguage();
  const save = useChooseNotices();
  const [choices, setChoices] = useState(() => choicesIn(settings));
  const change = (part: Partial<typeof choices>) => setChoices({ ...choices, ...part });
  const channels = channelsOf(settings);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (save.isPending) return;
    const onSuccess = () => announce(say("notices.saved"));
    save.mutate(asked(choices, settings), { onSuccess });
  };
  if (channels.length === 0) {
    return <p className="empty">{say("notices.none_offered")}</p>;
  }
  return (
    <form onSubmit={submit} className="notice-form">
      <KindTable
        settings={settings}
        channels={channels}
        unwanted={choices.unwanted}
        onTurn={(pair) => change({ unwanted: turned(choices.unwanted, pair) })}
      />
      <Choice
        legend={say("notices.language")}
        values={LANGUAGES}
        value={choices.language ?? HOUSE}
        name={(each) => say(`notices.language.${each}`)}
        onChoose={(each) => change({ language: each === HOUSE ? null : each })}
      />
      <QuietChoice settings={settings} choices={choices} onChange={change} />
      <ZoneChoice settings={settings} value={choices.zone} onChoose={(zone) => change({ zone })} />
      <Outcome error={save.error} />
      <div>
        <Button type="submit" look="main" busy={save.isPending}>
          {say("save")}
        </Button>
      </div>
    </form>
  );
}
