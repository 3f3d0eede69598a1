import type { Integrator } from "../../api/types";
import { Area } from "../../components/Area";
import { Field } from "../../components/Field";
import { Select } from "../../components/Select";
import { SumField } from "../../components/SumField";
import { useWords } from "../../words/words";

/** Where a platform may call from, how often, and for how much. */
export function LimitFields({ platform }: { platform?: Integrator }) {
  const { say } = useWords();
  const hint = say("platform.limit.hint");
  return (
    <>
      <Area
        label={say("platform.networks")}
        name="networks"
        hint={say("platform.networks.hint")}
        defaultValue={platform?.networks.join("\n")}
      />
      <Select
        label={say("platform.refusals")}
        name="refusals"
        defaultValue={platform?.refusals ?? "remember"}
        options={[
          ["remember", say("platform.refusals.remember")],
          ["reconsider", say("platform.refusals.reconsider")],
        ]}
      />
      <div className="beside">
        <SumField
          label={say("platform.max_charge")}
          name="max_charge"
          hint={hint}
          defaultValue={platform?.max_charge ?? ""}
        />
        <SumField
          label={say("platform.max_daily")}
          name="max_daily"
          hint={hint}
          defaultValue={platform?.max_daily ?? ""}
        />
        <Field
          label={say("platform.calls")}
          name="calls_per_second"
          type="number"
          min={1}
          hint={hint}
          defaultValue={platform?.calls_per_second ?? ""}
        />
        <Field
          label={say("platform.batch")}
          name="batch_limit"
          type="number"
          min={1}
          max={10000}
          required
          defaultValue={platform?.batch_limit ?? 500}
        />
      </div>
    </>
  );
}
