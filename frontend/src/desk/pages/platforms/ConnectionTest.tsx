import type { FormEvent } from "react";
import { Button } from "../../../components/Button";
import { Failure } from "../../../components/Failure";
import { Note } from "../../../components/Note";
import { Section } from "../../../components/Section";
import { Field } from "../../components/Field";
import { textOf } from "../../components/formData";
import { useTestConnection } from "../../resources/integrators";
import { useWords } from "../../words/words";
import { Findings } from "./Findings";

/** Calls the platform, waits to be called back, and says step by step what was found. */
export function ConnectionTest({ code }: { code: string }) {
  const { say } = useWords();
  const test = useTestConnection(code);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (test.isPending) return;
    const form = new FormData(event.currentTarget);
    const wait_seconds = Number(textOf(form, "wait"));
    test.mutate({ account: textOf(form, "account"), wait_seconds });
  };
  return (
    <Section title={say("connection.title")} className="card">
      <p className="lead">{say("connection.lead")}</p>
      <form onSubmit={submit} className="filter">
        <Field
          label={say("connection.account")}
          name="account"
          defaultValue="000123"
          required
          maxLength={32}
        />
        <Field
          label={say("connection.wait")}
          name="wait"
          type="number"
          min={0}
          max={30}
          defaultValue={10}
          required
        />
        <Button type="submit" look="main" busy={test.isPending}>
          {say("connection.begin")}
        </Button>
      </form>
      <div role="status">
        {test.isPending && <p>{say("connection.running")}</p>}
        {test.data && (
          <Note tone={test.data.ok ? "good" : "bad"}>
            {say(test.data.ok ? "connection.ok" : "connection.failed")}
          </Note>
        )}
      </div>
      {test.error && <Failure error={test.error} />}
      {(test.isPending || test.data) && <Findings steps={test.data?.steps ?? null} />}
    </Section>
  );
}
