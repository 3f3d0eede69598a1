import { Link } from "wouter";
import { Loaded } from "../../../components/Loaded";
import { Note } from "../../../components/Note";
import { Page } from "../../../components/Page";
import type { Endpoint } from "../../api/types";
import { useMay } from "../../app/may";
import { Opener } from "../../components/Opener";
import { type Column, Table } from "../../components/Table";
import { useEndpoints } from "../../resources/events";
import { useWords } from "../../words/words";
import { AddEndpointDialog } from "./AddEndpointDialog";
import { EndpointBadge } from "./EndpointBadge";
import { needsSomebody } from "./needsSomebody";

/** Where events go, and whether they arrive. */
export function EventsPage() {
  const { say, number } = useWords();
  const may = useMay();
  const columns: Column<Endpoint>[] = [
    {
      name: say("endpoint.url"),
      cell: ({ id, url }) => (
        <Link href={`/events/${id}`} className="as-written">
          {url}
        </Link>
      ),
    },
    { name: say("endpoint.state"), cell: (each) => <EndpointBadge endpoint={each} /> },
    { name: say("endpoint.whose"), cell: ({ portal }) => portal ?? say("products.owner.operator") },
    { name: say("endpoint.waiting"), cell: ({ waiting }) => number(waiting), isNumber: true },
  ];
  return (
    <Page title={say("events.title")}>
      <p className="lead">{say("events.lead")}</p>
      <Loaded query={useEndpoints()}>
        {({ endpoints }) => (
          <>
            {endpoints.some(needsSomebody) && (
              <Note tone="bad">
                {say("events.trouble", { n: endpoints.filter(needsSomebody).length })}
              </Note>
            )}
            <Table
              caption={say("events.endpoints")}
              columns={columns}
              rows={endpoints}
              keyOf={({ id }) => id}
              empty={say("events.none")}
            />
          </>
        )}
      </Loaded>
      {may("add_event_endpoint") && (
        <p className="further">
          <Opener label={say("events.add")} look="main">
            {(close) => <AddEndpointDialog onClose={close} />}
          </Opener>
        </p>
      )}
    </Page>
  );
}
