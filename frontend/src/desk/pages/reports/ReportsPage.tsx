import { Link } from "wouter";
import { Loaded } from "../../../components/Loaded";
import { Page } from "../../../components/Page";
import { useReports } from "../../resources/reports";
import { useWords } from "../../words/words";

/** Which reports there are. */
export function ReportsPage() {
  const { say } = useWords();
  return (
    <Page title={say("reports.title")}>
      <p className="lead">{say("reports.lead")}</p>
      <Loaded query={useReports()}>
        {({ reports }) => (
          <ul className="choices" aria-label={say("reports.title")}>
            {reports.map(({ name }) => (
              <li key={name} className="card">
                <p>
                  <Link href={`/reports/${name}`}>{say(`report.${name}`)}</Link>
                </p>
                <p className="small">{say(`report.${name}.about`)}</p>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Page>
  );
}
