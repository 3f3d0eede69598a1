import { Badge } from "../../../components/Badge";
import type { Finding } from "../../api/types";
import { type DeskLanguage, useWords } from "../../words/words";

const STEPS: readonly Finding["step"][] = [
  "switched_on",
  "secret",
  "endpoint",
  "storefront",
  "catalogue",
  "instructions",
  "called_back",
];

const LOOKS = {
  ok: { tone: "good", icon: "check" },
  failed: { tone: "bad", icon: "alert" },
  skipped: { tone: "calm", icon: "stop" },
  waiting: { tone: "info", icon: "clock" },
} as const;

/** The steps of a test; `null`: it is under way, and every step is still to come. */
export function Findings({ steps }: { steps: Finding[] | null }) {
  const { say, name } = useWords();
  return (
    <ol className="found" aria-label={say("connection.title")}>
      {STEPS.map((step) => {
        const found = steps?.find((each) => each.step === step);
        const result = found?.result ?? (steps ? "skipped" : "waiting");
        return (
          <li key={step}>
            <Badge {...LOOKS[result]}>{say(`connection.result.${result}`)}</Badge>
            <span>{say(`connection.step.${step}`)}</span>
            {found && result !== "ok" && <p className="small">{reasonOf(found, name)}</p>}
          </li>
        );
      })}
    </ol>
  );
}

/** Why a step has not succeeded; what has no words of ours yet is said as the server says it. */
function reasonOf({ reason, words }: Finding, name: DeskLanguage["name"]): string {
  const said = name("connection.reason", reason);
  return said === reason ? words : said;
}
