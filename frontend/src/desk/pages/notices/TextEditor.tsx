import { type FormEvent, useState } from "react";
import { announce } from "../../../app/announce";
import { Button } from "../../../components/Button";
import type { NoticeTextDetails } from "../../api/types";
import { useMay } from "../../app/may";
import { Fault } from "../../components/Fault";
import { Field } from "../../components/Field";
import { textOf } from "../../components/formData";
import { PatternField } from "../../components/PatternField";
import { Reason } from "../../components/Reason";
import { useSaveNoticeText } from "../../resources/notices";
import { useWords } from "../../words/words";
import { TextPreview } from "./TextPreview";

/** A subject and a text, and beside them how somebody would get them. */
export function TextEditor({ text }: { text: NoticeTextDetails }) {
  const { say, name } = useWords();
  const may = useMay();
  const save = useSaveNoticeText();
  const { kind, channel, language } = text;
  const [draft, setDraft] = useState({ subject: text.subject, text: text.text });
  const isMail = channel === "email";
  const wish = { kind, channel, language, ...draft, subject: isMail ? draft.subject : "" };

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (save.isPending) return;
    const reason = textOf(new FormData(event.currentTarget), "reason");
    save.mutate({ ...wish, reason }, { onSuccess: () => announce(say("done.saved")) });
  };
  return (
    <div className="editor notice-editor">
      <form onSubmit={submit}>
        {isMail && (
          <Field
            label={say("texts.subject")}
            name="subject"
            value={draft.subject}
            required
            maxLength={200}
            autoComplete="off"
            onChange={(event) => setDraft({ ...draft, subject: event.target.value })}
          />
        )}
        <PatternField
          label={say("notice.text")}
          value={draft.text}
          maxLength={4000}
          placeholders={Object.entries(text.placeholders).map(([each, told]) => {
            const known = name("notice.placeholder", each);
            return [each, known === each ? told : known];
          })}
          onChange={(written) => setDraft({ ...draft, text: written })}
        />
        {may("save_notice_template") && (
          <>
            <Reason />
            <Fault error={save.error} />
            <div className="acts">
              <Button type="submit" look="main" busy={save.isPending}>
                {say("save")}
              </Button>
            </div>
          </>
        )}
      </form>
      {may("preview_notice_template") && <TextPreview wish={wish} />}
    </div>
  );
}
