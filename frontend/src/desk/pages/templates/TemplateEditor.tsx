import { type FormEvent, useState } from "react";
import { announce } from "../../../app/announce";
import { Button } from "../../../components/Button";
import type { TemplateVersion } from "../../api/types";
import { useMay } from "../../app/may";
import { Fault } from "../../components/Fault";
import { Field } from "../../components/Field";
import { textOf } from "../../components/formData";
import { PatternField } from "../../components/PatternField";
import { useSaveTemplate } from "../../resources/catalogue";
import { useWords } from "../../words/words";
import { Preview } from "./Preview";
import { TermsFields } from "./TermsFields";
import { draftOf, termsOf } from "./terms";

interface Props {
  /** `null`: a new template, whose code is asked for. */
  code: string | null;
  version: TemplateVersion | null;
  placeholders: string[];
  onSaved?: (code: string) => void;
}

/** A version that is to be, with the charge that it would make beside it. */
export function TemplateEditor({ code, version, placeholders, onSaved }: Props) {
  const { say, name } = useWords();
  const may = useMay();
  const save = useSaveTemplate();
  const [draft, setDraft] = useState(() => draftOf(version));

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (save.isPending) return;
    const form = new FormData(event.currentTarget);
    const named = { code: code ?? textOf(form, "code"), valid_from: textOf(form, "valid_from") };
    const onSuccess = () => {
      announce(say("done.saved"));
      onSaved?.(named.code);
    };
    save.mutate({ ...termsOf(draft), ...named }, { onSuccess });
  };
  return (
    <div className="editor">
      <form onSubmit={submit}>
        {code === null && (
          <Field
            label={say("template.code")}
            name="code"
            required
            maxLength={64}
            autoComplete="off"
          />
        )}
        <PatternField
          label={say("template.pattern")}
          value={draft.pattern}
          maxLength={500}
          placeholders={placeholders.map((each) => [each, name("template.placeholder", each)])}
          onChange={(pattern) => setDraft({ ...draft, pattern })}
        />
        <TermsFields draft={draft} onChange={setDraft} />
        {may("save_template") && (
          <>
            <Field label={say("template.valid_from")} name="valid_from" type="date" required />
            <Fault error={save.error} />
            <div className="acts">
              <Button type="submit" look="main" busy={save.isPending}>
                {say("save")}
              </Button>
            </div>
          </>
        )}
      </form>
      <Preview terms={termsOf(draft)} />
    </div>
  );
}
