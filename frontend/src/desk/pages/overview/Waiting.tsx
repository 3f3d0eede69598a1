import { useState } from "react";
import { Link } from "wouter";
import { type Asked, Loaded } from "../../../components/Loaded";
import { Section } from "../../../components/Section";
import { useCorrections } from "../../resources/charges";
import { useEndpoints } from "../../resources/events";
import { useNotices } from "../../resources/notices";
import { useParked, useRuns } from "../../resources/runs";
import { type DeskKey, useWords } from "../../words/words";
import { needsSomebody } from "../events/needsSomebody";

const DAY_MS = 24 * 3600 * 1000;

/** What does not go on before somebody decides. */
export function Waiting() {
  const { say } = useWords();
  const corrections = useCorrections(true);
  const parked = useParked();
  const runs = useRuns();
  const endpoints = useEndpoints();
  const [since] = useState(() => new Date(Date.now() - DAY_MS).toISOString());
  const failed = useNotices({ state: "failed", since });
  return (
    <Section title={say("overview.waiting")} className="card">
      <dl className="figures">
        <Count href="/corrections" word="overview.corrections" query={corrections}>
          {({ pages }) => pages.flatMap((page) => page.corrections).length}
        </Count>
        <Count href="/runs" word="overview.parked" query={parked}>
          {(found) => found.parked.length}
        </Count>
        <Count href="/runs" word="overview.runs" query={runs}>
          {(found) => found.runs.filter(({ state }) => state === "planned").length}
        </Count>
        <Count href="/events" word="overview.endpoints" query={endpoints}>
          {(found) => found.endpoints.filter(needsSomebody).length}
        </Count>
        <Count href="/notices?state=failed" word="overview.notices" query={failed}>
          {({ pages }) => pages.flatMap((page) => page.notices).length}
        </Count>
      </dl>
    </Section>
  );
}

interface Props<T> {
  href: string;
  word: DeskKey;
  query: Asked<T>;
  children: (data: T) => number;
}

function Count<T>({ href, word, query, children }: Props<T>) {
  const { say, number } = useWords();
  return (
    <div>
      <dt>
        <Link href={href}>{say(word)}</Link>
      </dt>
      <dd>
        <Loaded query={query}>{(data) => number(children(data))}</Loaded>
      </dd>
    </div>
  );
}
