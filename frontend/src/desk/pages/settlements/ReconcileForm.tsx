import { useLocation } from "wouter";
import { Section } from "../../../components/Section";
import { DeedForm } from "../../components/DeedForm";
import { Field } from "../../components/Field";
import { textOf } from "../../components/formData";
import { Select } from "../../components/Select";
import { type Register, useReconcile } from "../../resources/settlements";
import { useWords } from "../../words/words";

/** A platform's register, to be compared with our charges. */
export function ReconcileForm({ code }: { code: string }) {
  const { say } = useWords();
  const [, go] = useLocation();
  const reconcile = useReconcile(code);
  const read = (form: FormData): Register => ({
    file: form.get("file") as File,
    encoding: textOf(form, "encoding"),
    from: textOf(form, "from"),
    to: textOf(form, "to"),
  });
  return (
    <Section title={say("reconcile.title")} className="card">
      <p className="lead">{say("reconcile.lead")}</p>
      <DeedForm
        deed={reconcile}
        read={read}
        confirm={say("reconcile.begin")}
        onDone={({ id }) => go(`/reconciliations/${id}`)}
      >
        <div className="beside">
          <Field label={say("reconcile.first")} name="from" type="date" required />
          <Field label={say("reconcile.last")} name="to" type="date" required />
        </div>
        <Field
          label={say("imports.file")}
          name="file"
          type="file"
          accept=".csv,text/csv"
          required
        />
        <Select
          label={say("imports.encoding")}
          name="encoding"
          options={[
            ["utf-8", say("imports.encoding.utf-8")],
            ["windows-1251", say("imports.encoding.windows-1251")],
          ]}
        />
      </DeedForm>
    </Section>
  );
}
