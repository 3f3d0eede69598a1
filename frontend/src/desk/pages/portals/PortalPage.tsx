import { Link } from "wouter";
import { Facts } from "../../../components/Facts";
import { Loaded } from "../../../components/Loaded";
import { Page } from "../../../components/Page";
import { Section } from "../../../components/Section";
import type { PortalDetails } from "../../api/types";
import { useMay } from "../../app/may";
import { OnBadge } from "../../components/OnBadge";
import { usePortal } from "../../resources/portals";
import { type DeskLanguage, useWords } from "../../words/words";
import { Bindings } from "./Bindings";
import { PortalActs } from "./PortalActs";

/** One portal: what it may do, what it has used, for whom it acts. */
export function PortalPage({ code }: { code: string }) {
  const language = useWords();
  const { say } = language;
  const may = useMay();
  const query = usePortal(code);
  return (
    <Page title={query.data?.title ?? code}>
      <p className="back">
        <Link href="/portals">← {say("portals.all")}</Link>
      </p>
      <Loaded query={query}>
        {(portal) => (
          <>
            <div className="columns">
              <Section title={say("platform.main")} className="card">
                <OnBadge isOn={portal.enabled} />
                <Facts facts={factsOf(portal, language)} />
                <PortalActs portal={portal} />
              </Section>
              <Section title={say("portal.may")} className="card">
                <ul className="rights">
                  {portal.scopes.map((scope) => (
                    <li key={scope}>{say(`scope.${scope}`)}</li>
                  ))}
                </ul>
                {portal.scopes.length === 0 && <p className="empty">{say("portal.may.nothing")}</p>}
              </Section>
              <Quotas portal={portal} />
            </div>
            {may("portal_bindings") && <Bindings portal={portal} />}
          </>
        )}
      </Loaded>
    </Page>
  );
}

function factsOf({ code, created_at, networks, reach }: PortalDetails, language: DeskLanguage) {
  const { say, instant } = language;
  return [
    ["client_id", <code key="code">{code}</code>],
    [say("portal.reach"), say(`portal.reach.${reach}`)],
    [say("portal.networks"), networks.join(", ") || say("platform.networks.any")],
    [say("portal.added_at"), instant(created_at)],
  ] as const;
}

/** Calls since the present minute or day began, out of how many. */
function Quotas({ portal }: { portal: PortalDetails }) {
  const { say, number } = useWords();
  return (
    <Section title={say("portal.quotas")} className="card">
      {portal.usage.map(({ calls, limit, span }) => {
        const told = say("portal.quota.used", { calls: number(calls), limit: number(limit) });
        return (
          <div key={span} className="quota">
            <p>
              {say(`portal.quota.${span}`)}: {told}
            </p>
            <progress aria-label={say(`portal.quota.${span}`)} value={calls} max={limit} />
          </div>
        );
      })}
    </Section>
  );
}
