import type { Portal } from "../../api/types";
import { Area } from "../../components/Area";
import { Field } from "../../components/Field";
import { Reason } from "../../components/Reason";
import { Select } from "../../components/Select";
import { useWords } from "../../words/words";
import { SCOPES } from "./scopes";

/** What a portal is called, may do, for whom and how often. */
export function PortalFields({ portal }: { portal?: Portal }) {
  const { say } = useWords();
  return (
    <>
      <Field
        label={say("portal.title")}
        name="title"
        hint={say("portal.title.hint")}
        defaultValue={portal?.title}
        required
        maxLength={200}
      />
      <Select
        label={say("portal.reach")}
        name="reach"
        defaultValue={portal?.reach ?? "bound"}
        options={[
          ["bound", say("portal.reach.bound")],
          ["all", say("portal.reach.all")],
        ]}
      />
      <fieldset>
        <legend>{say("portal.scopes")}</legend>
        {SCOPES.map((scope) => (
          <div key={scope} className="field check">
            <label>
              <input
                type="checkbox"
                name="scopes"
                value={scope}
                defaultChecked={portal?.scopes.includes(scope) ?? false}
              />
              {say(`scope.${scope}`)}
            </label>
          </div>
        ))}
      </fieldset>
      <Area
        label={say("portal.networks")}
        name="networks"
        hint={say("platform.networks.hint")}
        defaultValue={portal?.networks.join("\n")}
      />
      <div className="beside">
        <Field
          label={say("portal.calls_per_minute")}
          name="calls_per_minute"
          type="number"
          min={1}
          max={10_000_000}
          required
          defaultValue={portal?.calls_per_minute ?? 300}
        />
        <Field
          label={say("portal.calls_per_day")}
          name="calls_per_day"
          type="number"
          min={1}
          max={10_000_000}
          required
          defaultValue={portal?.calls_per_day ?? 50_000}
        />
      </div>
      <Reason />
    </>
  );
}
