import { addressOf } from "../../api/client";
import type { Report, ReportDescription } from "../../api/types";
import { useMay } from "../../app/may";
import { Paged } from "../../components/Paged";
import { type Question, useReport } from "../../resources/reports";
import { useWords } from "../../words/words";
import { fileAddress } from "./question";
import { ReportTable } from "./ReportTable";

interface Props {
  description: ReportDescription;
  question: Question;
}

/** What the report says, and the same as a file. */
export function ReportRows({ description, question }: Props) {
  const { say } = useWords();
  const may = useMay();
  const { name } = description;
  const query = useReport(name, question, true);
  const first = query.data?.pages[0];
  const file = (format: "csv" | "xlsx") =>
    fileAddress(addressOf(`/reports/${name}/file`), question, first?.as_of ?? null, format);
  return (
    <>
      {first && (
        <div className="head">
          <Known report={first} />
          {may("export_report") && (
            <div className="acts">
              <a href={file("csv")} download className="button quiet">
                {say("report.csv")}
              </a>
              <a href={file("xlsx")} download className="button quiet">
                {say("report.xlsx")}
              </a>
            </div>
          )}
        </div>
      )}
      <Paged query={query} rowsOf={({ rows }) => rows}>
        {(rows) => (
          <ReportTable
            caption={say(`report.${name}`)}
            columns={description.columns}
            rows={rows}
            totals={first?.totals ?? {}}
          />
        )}
      </Paged>
    </>
  );
}

/** Of which days it is, and as of when they are known. */
function Known({ report }: { report: Report }) {
  const { say, days, instant } = useWords();
  const { as_of, first_day, last_day } = report;
  return (
    <p className="small">
      {say("report.of_days", { days: days(first_day, last_day), at: instant(as_of) })}
    </p>
  );
}
