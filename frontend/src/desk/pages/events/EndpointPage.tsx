import { Link } from "wouter";
import { Facts } from "../../../components/Facts";
import { Loaded } from "../../../components/Loaded";
import { Note } from "../../../components/Note";
import { Page } from "../../../components/Page";
import { Section } from "../../../components/Section";
import type { Endpoint } from "../../api/types";
import { useMay } from "../../app/may";
import { useEndpoints } from "../../resources/events";
import { type DeskLanguage, useWords } from "../../words/words";
import { NowherePage } from "../NowherePage";
import { Deliveries } from "./Deliveries";
import { EndpointActs } from "./EndpointActs";
import { EndpointBadge } from "./EndpointBadge";
import { needsSomebody } from "./needsSomebody";
import { Ping } from "./Ping";

/** One endpoint: how it stands, a test event, everything that was sent to it. */
export function EndpointPage({ id }: { id: string }) {
  return (
    <Loaded query={useEndpoints()}>
      {({ endpoints }) => {
        const endpoint = endpoints.find((each) => each.id === id);
        return endpoint ? <Known endpoint={endpoint} /> : <NowherePage />;
      }}
    </Loaded>
  );
}

function Known({ endpoint }: { endpoint: Endpoint }) {
  const language = useWords();
  const { say } = language;
  const may = useMay();
  return (
    <Page title={say("endpoint.title", { host: new URL(endpoint.url).host })}>
      <p className="back">
        <Link href="/events">← {say("events.all")}</Link>
      </p>
      {needsSomebody(endpoint) && <Note tone="bad">{troubleOf(endpoint, language)}</Note>}
      <div className="columns">
        <Section title={say("endpoint.facts")} className="card">
          <EndpointBadge endpoint={endpoint} />
          <Facts facts={factsOf(endpoint, language)} />
          <EndpointActs endpoint={endpoint} />
        </Section>
        {may("ping_event_endpoint") && <Ping id={endpoint.id} />}
      </div>
      {may("event_deliveries") && <Deliveries endpoint={endpoint.id} />}
    </Page>
  );
}

/** What is wrong, since when, and what becomes of events meanwhile. */
function troubleOf(endpoint: Endpoint, { say, instant }: DeskLanguage): string {
  const { disabled_at, disabled_reason, enabled, failing_since, failures } = endpoint;
  if (enabled) {
    const since = failing_since ? instant(failing_since) : "";
    return say("endpoint.trouble.failing", { since, n: failures });
  }
  const since = disabled_at ? instant(disabled_at) : "";
  const why = disabled_reason === "gone" ? "gone" : "disabled";
  return say(`endpoint.trouble.${why}`, { since });
}

function factsOf(endpoint: Endpoint, { say, name, instant, number }: DeskLanguage) {
  const { former_secret_until, paused_until, portal, topics, url, waiting } = endpoint;
  return [
    [say("endpoint.url"), <code key="url">{url}</code>],
    [say("endpoint.whose"), portal ?? say("products.owner.operator")],
    [
      say("endpoint.topics"),
      topics.map((each) => name("topic", each)).join(", ") || say("endpoint.topics.all"),
    ],
    [say("endpoint.waiting"), number(waiting)],
    [say("endpoint.paused"), paused_until ? instant(paused_until) : null],
    [say("endpoint.former"), former_secret_until ? instant(former_secret_until) : null],
    [say("endpoint.since"), instant(endpoint.created_at)],
  ] as const;
}
