import type { ChangeEvent } from "react";
import type { Integrator } from "../../api/types";
import { Area } from "../../components/Area";
import { Check } from "../../components/Check";
import { Field } from "../../components/Field";
import { Select } from "../../components/Select";
import { useDialects } from "../../resources/integrators";
import { useWords } from "../../words/words";
import { isJsonObject } from "./fields";

/** What a platform is called and how it speaks. */
export function MainFields({ platform }: { platform?: Integrator }) {
  const { say } = useWords();
  const dialects = useDialects().data?.dialects ?? [];
  const names = dialects.map(({ name }) => name);
  const known = platform && !names.includes(platform.dialect) ? [platform.dialect] : [];
  const check = (event: ChangeEvent<HTMLTextAreaElement>) => {
    const { target } = event;
    target.setCustomValidity(isJsonObject(target.value) ? "" : say("platform.wire.wrong"));
  };
  const wire = platform && Object.keys(platform.wire).length > 0 ? platform.wire : null;
  return (
    <>
      <Field
        label={say("platform.title")}
        name="title"
        defaultValue={platform?.title}
        required
        maxLength={200}
      />
      <Select
        key={names.length}
        label={say("platform.dialect")}
        name="dialect"
        required
        defaultValue={platform?.dialect ?? "native"}
        options={[...known, ...names].map((each) => [each, each])}
      />
      <div className="code">
        <Area
          label={say("platform.wire")}
          name="wire"
          hint={say("platform.wire.hint")}
          defaultValue={wire ? JSON.stringify(wire, null, 2) : ""}
          spellCheck={false}
          onChange={check}
        />
      </div>
      <div>
        <Check
          label={say("platform.test_mode.label")}
          name="test_mode"
          defaultChecked={platform?.test_mode ?? false}
        />
        <Check
          label={say("platform.journal")}
          name="journal"
          defaultChecked={platform?.journal ?? true}
        />
      </div>
    </>
  );
}
