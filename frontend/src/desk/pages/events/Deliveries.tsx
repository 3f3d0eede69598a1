import { Link, useSearchParams } from "wouter";
import { Section } from "../../../components/Section";
import type { Delivery } from "../../api/types";
import { useMay } from "../../app/may";
import { Field } from "../../components/Field";
import { Filter } from "../../components/Filter";
import { Opener } from "../../components/Opener";
import { Paged } from "../../components/Paged";
import { Select } from "../../components/Select";
import { type Column, Table } from "../../components/Table";
import { type DeliveryQuery, useDeliveries } from "../../resources/events";
import { useWords } from "../../words/words";
import { oneOf } from "../notices/kinds";
import { DeliveryBadge, STATES } from "./DeliveryBadge";
import { DeliveryDialog } from "./DeliveryDialog";
import { TOPICS } from "./topics";

/** What was sent to an endpoint, narrowed by what is in the address. */
export function Deliveries({ endpoint }: { endpoint: string }) {
  const { say, name } = useWords();
  const [params] = useSearchParams();
  const said = (key: string) => params.get(key) ?? "";
  const any = ["", say("any")] as const;
  return (
    <Section title={say("deliveries.title")} className="card">
      <Filter key={params.toString()} label={say("deliveries.search")}>
        <Select
          label={say("deliveries.topic")}
          name="topic"
          defaultValue={said("topic")}
          options={[any, ...TOPICS.map((each) => [each, name("topic", each)] as const)]}
        />
        <Select
          label={say("deliveries.state")}
          name="state"
          defaultValue={said("state")}
          options={[any, ...STATES.map((each) => [each, say(`delivery.${each}`)] as const)]}
        />
        <Field
          label={say("account.number.label")}
          name="account"
          defaultValue={said("account")}
          maxLength={32}
        />
      </Filter>
      <DeliveryList
        query={{
          endpoint,
          topic: oneOf(TOPICS, said("topic")),
          state: oneOf(STATES, said("state")),
          account: said("account") || null,
        }}
      />
    </Section>
  );
}

function DeliveryList({ query }: { query: DeliveryQuery }) {
  const { say, name, instant, number } = useWords();
  const may = useMay();
  const columns: (Column<Delivery> | false)[] = [
    { name: say("deliveries.topic"), cell: ({ type }) => name("topic", type) },
    { name: say("deliveries.at"), cell: ({ at }) => instant(at) },
    {
      name: say("account.number.label"),
      cell: ({ account }) => <Link href={`/accounts/${account}`}>{account}</Link>,
    },
    { name: say("deliveries.state"), cell: ({ state }) => <DeliveryBadge state={state} /> },
    { name: say("attempts.title"), cell: ({ attempts }) => number(attempts), isNumber: true },
    may("event_delivery") && {
      name: say("account.actions"),
      cell: ({ endpoint_id, event_id, type }) => (
        <Opener label={say("charge.open")} about={name("topic", type)}>
          {(close) => <DeliveryDialog endpoint={endpoint_id} event={event_id} onClose={close} />}
        </Opener>
      ),
    },
  ];
  return (
    <Paged query={useDeliveries(query)} rowsOf={({ deliveries }) => deliveries}>
      {(rows) => (
        <Table
          caption={say("deliveries.title")}
          columns={columns}
          rows={rows}
          keyOf={({ event_id }) => event_id}
          empty={say("deliveries.none")}
        />
      )}
    </Paged>
  );
}
