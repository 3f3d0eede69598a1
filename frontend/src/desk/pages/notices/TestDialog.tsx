import { Note } from "../../../components/Note";
import type { Channel, NoticeKind } from "../../api/types";
import { DeedDialog } from "../../components/DeedDialog";
import { Field } from "../../components/Field";
import { textOf } from "../../components/formData";
import { Select } from "../../components/Select";
import { useTestNotice } from "../../resources/notices";
import { useWords } from "../../words/words";
import { CHANNELS, KINDS, LANGUAGES } from "./kinds";

/** Sends an example to an address of the operator's own, and says what came of it. */
export function TestDialog({ onClose }: { onClose: () => void }) {
  const { say, name } = useWords();
  const test = useTestNotice();
  const { data } = test;
  return (
    <DeedDialog
      title={say("test_notice.title")}
      confirm={say("test_notice.send")}
      deed={test}
      read={(form) => ({
        channel: textOf(form, "channel") as Channel,
        to: textOf(form, "to"),
        kind: textOf(form, "kind") as NoticeKind,
        language: textOf(form, "language") as "ru" | "en",
        reason: "",
      })}
      onClose={onClose}
      onDone={() => undefined}
    >
      <p>{say("test_notice.effect")}</p>
      <Select
        label={say("notices.channel")}
        name="channel"
        options={CHANNELS.map((each) => [each, say(`channel.${each}`)])}
      />
      <Field
        label={say("notices.to")}
        name="to"
        hint={say("test_notice.to.hint")}
        required
        maxLength={254}
        autoComplete="off"
      />
      <Select
        label={say("notices.kind")}
        name="kind"
        options={KINDS.map((each) => [each, say(`notice.${each}`)])}
      />
      <Select
        label={say("notices.language")}
        name="language"
        options={LANGUAGES.map((each) => [each, say(`notices.language.${each}`)])}
      />
      <div role="status">
        {data && (
          <Note tone={data.answer === "sent" ? "good" : "bad"}>
            {say(`notice.answer.${data.answer}`)}
            {data.reason && `: ${name("notice.reason", data.reason)}`}
          </Note>
        )}
      </div>
    </DeedDialog>
  );
}
