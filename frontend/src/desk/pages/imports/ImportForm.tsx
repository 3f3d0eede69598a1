import { type FormEvent, useState } from "react";
import { Button } from "../../../components/Button";
import { Choice } from "../../../components/Choice";
import { useMay } from "../../app/may";
import { Field } from "../../components/Field";
import { textOf } from "../../components/formData";
import { Select } from "../../components/Select";
import type { ImportKind, ImportWish } from "../../resources/imports";
import { useWords } from "../../words/words";

const ENCODINGS = ["utf-8", "windows-1251"] as const;

interface Props {
  isBusy: boolean;
  onCheck: (wish: ImportWish) => void;
  /** Called when what was checked is no longer what is chosen. */
  onChange: () => void;
}

/** Which file, and what is in it. */
export function ImportForm({ isBusy, onCheck, onChange }: Props) {
  const { say } = useWords();
  const may = useMay();
  const kinds: ImportKind[] = [
    ...(may("import_payments") ? ["payments" as const] : []),
    ...(may("import_accounts") ? ["accounts" as const] : []),
  ];
  const [file, setFile] = useState<File | null>(null);
  const [kind, setKind] = useState<ImportKind>(kinds[0] ?? "payments");

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isBusy || !file) return;
    const encoding = textOf(new FormData(event.currentTarget), "encoding");
    onCheck({ kind, encoding, file, isDry: true });
  };
  return (
    <form className="card" onSubmit={submit} onChange={onChange}>
      <Choice
        legend={say("imports.kind")}
        values={kinds}
        value={kind}
        name={(each) => say(`imports.kind.${each}`)}
        onChoose={setKind}
      />
      <Field
        label={say("imports.file")}
        name="file"
        type="file"
        accept=".csv,text/csv"
        hint={say(`imports.columns.${kind}`)}
        onChange={(event) => setFile(event.target.files?.[0] ?? null)}
        required
      />
      <Select
        label={say("imports.encoding")}
        name="encoding"
        options={ENCODINGS.map((each) => [each, say(`imports.encoding.${each}`)])}
      />
      <div className="acts">
        <Button type="submit" busy={isBusy}>
          {say("imports.check")}
        </Button>
      </div>
    </form>
  );
}
