import { useState } from "react";
import { Loaded } from "../../../components/Loaded";
import { Section } from "../../../components/Section";
import { Field } from "../../components/Field";
import { useSettled } from "../../components/useSettled";
import { useNoticePreview } from "../../resources/notices";
import { useWords } from "../../words/words";

type Wish = Parameters<typeof useNoticePreview>[0];

/** A notice as somebody would get it, written by the server while one types. */
export function TextPreview({ wish }: { wish: Omit<Wish, "account"> }) {
  const { say } = useWords();
  const [account, setAccount] = useState("");
  const asked = JSON.stringify({ ...wish, account: account.trim() || null });
  const settled = useSettled(asked);
  const query = useNoticePreview(JSON.parse(settled) as Wish);
  const isBehind = asked !== settled || query.isFetching;
  return (
    <Section title={say("texts.preview")} className="preview">
      <div aria-live="polite" aria-busy={isBehind}>
        <Loaded query={query.isError ? { ...query, data: undefined } : query}>
          {({ subject, text }) => (
            <>
              {subject && <p className="preview-text">{subject}</p>}
              <p className="as-written">{text}</p>
            </>
          )}
        </Loaded>
      </div>
      <Field
        label={say("texts.preview.account")}
        name="preview_account"
        value={account}
        maxLength={32}
        hint={say("texts.preview.hint")}
        autoComplete="off"
        onChange={(event) => setAccount(event.target.value)}
      />
    </Section>
  );
}
