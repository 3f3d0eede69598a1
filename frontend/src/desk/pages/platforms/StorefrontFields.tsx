import { useState } from "react";
import { Note } from "../../../components/Note";
import type { Integrator } from "../../api/types";
import { Area } from "../../components/Area";
import { Check } from "../../components/Check";
import { Field } from "../../components/Field";
import { Select } from "../../components/Select";
import { useWords } from "../../words/words";

/** Where the platform's storefront is, and how we sign what leads there. */
export function StorefrontFields({ platform }: { platform?: Integrator }) {
  const { say } = useWords();
  const known = platform?.storefront;
  const [form, setForm] = useState<string>(known?.form ?? "native");
  const address = { type: "url", inputMode: "url", maxLength: 2048 } as const;
  return (
    <>
      <Field {...address} label={say("platform.url")} name="url" defaultValue={known?.url ?? ""} />
      <Area
        label={say("platform.paths")}
        name="paths"
        hint={say("platform.paths.hint")}
        defaultValue={known?.paths.join("\n")}
      />
      <Select
        label={say("platform.form")}
        name="form"
        value={form}
        options={[
          ["native", say("platform.form.native")],
          ["velvica", say("platform.form.velvica")],
        ]}
        onChange={(event) => setForm(event.target.value)}
      />
      {form === "velvica" && (
        <>
          <Note tone="warn">{say("platform.form.weak")}</Note>
          <Field
            label={say("platform.shared")}
            name="shared"
            hint={known?.has_secret ? say("platform.shared.kept") : undefined}
            required={!known?.has_secret}
            maxLength={200}
            autoComplete="off"
            spellCheck={false}
          />
          <Field
            {...address}
            label={say("platform.api")}
            name="api"
            defaultValue={known?.api ?? ""}
          />
        </>
      )}
      <Check label={say("platform.frame")} name="frame" defaultChecked={known?.frame ?? true} />
      <Field
        {...address}
        label={say("platform.catalogue_url")}
        name="catalogue_url"
        defaultValue={known?.catalogue_url ?? ""}
      />
      <Field
        {...address}
        label={say("platform.instructions_url")}
        name="instructions_url"
        defaultValue={known?.instructions_url ?? ""}
      />
    </>
  );
}
