import { Link, useSearchParams } from "wouter";
import { Loaded } from "../../../components/Loaded";
import { Page } from "../../../components/Page";
import type { ReportDescription } from "../../api/types";
import { useReports } from "../../resources/reports";
import { useWords } from "../../words/words";
import { NowherePage } from "../NowherePage";
import { isAnswerable, questionOf } from "./question";
import { ReportFields } from "./ReportFields";
import { ReportRows } from "./ReportRows";

/** One report: what it is asked for stands in the address. */
export function ReportPage({ name }: { name: string }) {
  return (
    <Loaded query={useReports()}>
      {({ reports }) => {
        const description = reports.find((each) => each.name === name);
        return description ? <Asked description={description} /> : <NowherePage />;
      }}
    </Loaded>
  );
}

function Asked({ description }: { description: ReportDescription }) {
  const { say } = useWords();
  const [params] = useSearchParams();
  const { name } = description;
  const question = questionOf(params, description);
  return (
    <Page title={say(`report.${name}`)}>
      <p className="back">
        <Link href="/reports">← {say("reports.all")}</Link>
      </p>
      <ReportFields key={params.toString()} description={description} params={params} />
      {isAnswerable(question, description) ? (
        <ReportRows description={description} question={question} />
      ) : (
        <p className="empty">{say("report.needs")}</p>
      )}
    </Page>
  );
}
