import { Link, useSearchParams } from "wouter";
import { Refused } from "../../../api/failure";
import { Loaded } from "../../../components/Loaded";
import { Page } from "../../../components/Page";
import { Section } from "../../../components/Section";
import type { Coming } from "../../api/types";
import { useComing } from "../../resources/coming";
import { type DeskLanguage, useWords } from "../../words/words";
import { DayPlot } from "./DayPlot";
import { BY, type Question, questionOf } from "./question";
import { Totals } from "./Totals";

/** What is foreseen for everybody. Each row leads to what it is made of; all of it is in the address. */
export function ComingPage() {
  const { say } = useWords();
  const [params] = useSearchParams();
  const question = questionOf(params);
  const query = useComing(question);
  const isUnseen = query.error instanceof Refused && query.error.problem.code === "not_found";
  return (
    <Page title={say("coming.desk")}>
      <p className="lead">{say("coming.lead")}</p>
      {isUnseen ? (
        <p className="empty">{say("coming.unseen")}</p>
      ) : (
        <Loaded query={query}>
          {(coming) => <Foreseen coming={coming} question={question} />}
        </Loaded>
      )}
    </Page>
  );
}

interface Props {
  coming: Coming;
  question: Question;
}

function Foreseen({ coming, question }: Props) {
  const language = useWords();
  const { say, money } = language;
  const { total } = coming;
  const isWhole = Object.keys(question).length === 1;
  return (
    <Section title={titleOf(question, language)} className="card">
      <p className="small">{asOf(coming, language)}</p>
      <nav className="acts" aria-label={say("coming.by")}>
        {BY.filter((by) => by !== "day" || !question.on).map((by) => (
          <Link
            key={by}
            href={`/coming?${new URLSearchParams({ ...question, by })}`}
            className="button quiet"
            aria-current={question.by === by ? "page" : undefined}
          >
            {say(`coming.by.${by}`)}
          </Link>
        ))}
        {!isWhole && (
          <Link href="/coming" className="button quiet">
            {say("coming.whole")}
          </Link>
        )}
      </nav>
      <dl className="figures">
        {(["amount", "missing", "expected", "unknown"] as const).map((what) => (
          <div key={what}>
            <dt>{say(`coming.total.${what}`)}</dt>
            <dd className={what === "missing" && Number(total.missing) > 0 ? "bad" : ""}>
              {money(total[what])}
            </dd>
          </div>
        ))}
      </dl>
      {question.by === "day" && <DayPlot coming={coming} />}
      <Totals coming={coming} question={question} />
    </Section>
  );
}

function titleOf({ on }: Question, { say, day }: DeskLanguage): string {
  return on ? say("coming.on", { day: day(on) }) : say("coming.title");
}

function asOf({ as_of, finished_at, until }: Coming, { say, day, instant }: DeskLanguage) {
  return say("coming.as_of", { from: day(as_of), until: day(until), at: instant(finished_at) });
}
