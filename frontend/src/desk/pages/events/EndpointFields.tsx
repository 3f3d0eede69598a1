import { useState } from "react";
import type { Endpoint, Topic } from "../../api/types";
import { Field } from "../../components/Field";
import { textOf } from "../../components/formData";
import { Reason } from "../../components/Reason";
import { Select } from "../../components/Select";
import { useWords } from "../../words/words";
import { TOPICS } from "./topics";

/** Where an endpoint is and what it is told of: everything, or what is chosen. */
export function EndpointFields({ endpoint }: { endpoint?: Endpoint }) {
  const { say, name } = useWords();
  const chosen = endpoint?.topics ?? [];
  const [isAll, setAll] = useState(chosen.length === 0);
  return (
    <>
      <Field
        label={say("endpoint.url")}
        name="url"
        type="url"
        hint={say("endpoint.url.hint")}
        defaultValue={endpoint?.url}
        required
        maxLength={2000}
        autoComplete="off"
        spellCheck={false}
      />
      <Select
        label={say("endpoint.topics")}
        name="which"
        value={isAll ? "all" : "some"}
        options={[
          ["all", say("endpoint.topics.all")],
          ["some", say("endpoint.topics.some")],
        ]}
        onChange={(event) => setAll(event.target.value === "all")}
      />
      {!isAll && (
        <fieldset>
          <legend>{say("endpoint.topics.which")}</legend>
          {TOPICS.map((topic) => (
            <div key={topic} className="field check">
              <label>
                <input
                  type="checkbox"
                  name="topics"
                  value={topic}
                  defaultChecked={chosen.includes(topic)}
                />
                <span>
                  {name("topic", topic)} <code className="small">{topic}</code>
                </span>
              </label>
            </div>
          ))}
        </fieldset>
      )}
      <Reason />
    </>
  );
}

/** What the fields say; no topics are all of them. */
export function endpointOf(form: FormData) {
  return {
    url: textOf(form, "url"),
    topics: form.getAll("topics") as Topic[],
    reason: textOf(form, "reason"),
  };
}
