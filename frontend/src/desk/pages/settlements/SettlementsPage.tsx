import { Link, useLocation, useSearchParams } from "wouter";
import { Page } from "../../../components/Page";
import { useMay } from "../../app/may";
import { Select } from "../../components/Select";
import { useIntegrators } from "../../resources/integrators";
import { useWords } from "../../words/words";
import { Agreements } from "./Agreements";
import { ReconcileForm } from "./ReconcileForm";
import { Reconciliations } from "./Reconciliations";

/** A platform's share, and its registers beside our charges. */
export function SettlementsPage() {
  const { say } = useWords();
  const may = useMay();
  const [, go] = useLocation();
  const [params] = useSearchParams();
  const code = params.get("of") ?? "";
  const platforms = useIntegrators().data?.integrators ?? [];
  const choose = (chosen: string) => go(`/settlements${chosen && `?of=${chosen}`}`);
  return (
    <Page title={say("settlements.title")}>
      <p className="lead">{say("settlements.lead")}</p>
      <div className="filter">
        <Select
          label={say("settlements.platform")}
          name="of"
          value={code}
          options={[
            ["", say("settlements.choose")],
            ...platforms.map((each) => [each.code, each.title] as const),
          ]}
          onChange={(event) => choose(event.target.value)}
        />
        {code && may("reports") && (
          <p>
            <Link href={`/reports/settlement?integrator=${code}`}>{say("settlements.report")}</Link>
          </p>
        )}
      </div>
      {code && (
        <div key={code}>
          <Agreements code={code} />
          {may("reconcile") && <ReconcileForm code={code} />}
          {may("reconciliations") && <Reconciliations code={code} />}
        </div>
      )}
    </Page>
  );
}
