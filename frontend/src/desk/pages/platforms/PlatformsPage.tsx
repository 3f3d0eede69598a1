import { Link } from "wouter";
import { Loaded } from "../../../components/Loaded";
import { Page } from "../../../components/Page";
import type { Integrator } from "../../api/types";
import { useMay } from "../../app/may";
import { type Column, Table } from "../../components/Table";
import { useIntegrators } from "../../resources/integrators";
import { useWords } from "../../words/words";
import { PlatformBadge } from "./PlatformBadge";

/** The platforms that are connected. */
export function PlatformsPage() {
  const { say } = useWords();
  const may = useMay();
  const columns: Column<Integrator>[] = [
    {
      name: say("platform.title"),
      cell: ({ code, title }) => (
        <>
          <Link href={`/platforms/${code}`}>{title}</Link>
          <span className="small">{code}</span>
        </>
      ),
    },
    { name: say("platform.enabled"), cell: (each) => <PlatformBadge platform={each} /> },
    { name: say("platform.dialect"), cell: ({ dialect }) => dialect },
    { name: say("platform.soap"), cell: ({ soap }) => <code>{soap}</code> },
  ];
  return (
    <Page title={say("platforms.title")}>
      <Loaded query={useIntegrators()}>
        {({ integrators }) => (
          <Table
            caption={say("platforms.title")}
            columns={columns}
            rows={integrators}
            keyOf={({ code }) => code}
            empty={say("platforms.none")}
          />
        )}
      </Loaded>
      {may("add_integrator") && (
        <p className="further">
          <Link href="/platforms/new" className="button main">
            {say("platforms.add")}
          </Link>
        </p>
      )}
    </Page>
  );
}
