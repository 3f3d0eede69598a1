import { Link } from "wouter";
import { Loaded } from "../../../components/Loaded";
import { Page } from "../../../components/Page";
import type { Portal } from "../../api/types";
import { useMay } from "../../app/may";
import { OnBadge } from "../../components/OnBadge";
import { Opener } from "../../components/Opener";
import { type Column, Table } from "../../components/Table";
import { usePortals } from "../../resources/portals";
import { useWords } from "../../words/words";
import { AddPortalDialog } from "./AddPortalDialog";

/** Third-party cabinets that may ask for accounts. */
export function PortalsPage() {
  const { say, number } = useWords();
  const may = useMay();
  const columns: Column<Portal>[] = [
    {
      name: say("platform.title"),
      cell: ({ code, title }) => (
        <>
          <Link href={`/portals/${code}`}>{title}</Link>
          <span className="small">{code}</span>
        </>
      ),
    },
    { name: say("platform.enabled"), cell: ({ enabled }) => <OnBadge isOn={enabled} /> },
    { name: say("portal.reach"), cell: ({ reach }) => say(`portal.reach.${reach}`) },
    {
      name: say("portal.scopes.count"),
      cell: ({ scopes }) => number(scopes.length),
      isNumber: true,
    },
  ];
  return (
    <Page title={say("portals.desk")}>
      <p className="lead">{say("portals.lead")}</p>
      <Loaded query={usePortals()}>
        {({ portals }) => (
          <Table
            caption={say("portals.desk")}
            columns={columns}
            rows={portals}
            keyOf={({ code }) => code}
            empty={say("portals.nobody")}
          />
        )}
      </Loaded>
      {may("add_portal") && (
        <p className="further">
          <Opener label={say("portals.add")} look="main">
            {(close) => <AddPortalDialog onClose={close} />}
          </Opener>
        </p>
      )}
    </Page>
  );
}
