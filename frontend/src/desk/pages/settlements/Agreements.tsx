import { Loaded } from "../../../components/Loaded";
import { Section } from "../../../components/Section";
import type { Agreement } from "../../api/types";
import { useMay } from "../../app/may";
import { Opener } from "../../components/Opener";
import { type Column, Table } from "../../components/Table";
import { useAgreements } from "../../resources/settlements";
import { useWords } from "../../words/words";
import { AgreementDialog } from "./AgreementDialog";

/** What was agreed with a platform, the last recorded first. */
export function Agreements({ code }: { code: string }) {
  const { say, day, instant, percent } = useWords();
  const may = useMay();
  const columns: Column<Agreement>[] = [
    { name: say("agreement.from"), cell: ({ valid_from }) => day(valid_from) },
    { name: say("agreement.share"), cell: ({ share }) => percent(share), isNumber: true },
    { name: say("agreement.base"), cell: ({ base }) => say(`agreement.base.${base}`) },
    { name: say("agreement.document"), cell: ({ document }) => document },
    {
      name: say("agreement.by"),
      cell: ({ recorded_at, recorded_by }) => (
        <>
          {recorded_by}
          <span className="small">{instant(recorded_at)}</span>
        </>
      ),
    },
  ];
  return (
    <Section title={say("agreements.title")} className="card">
      <Loaded query={useAgreements(code)}>
        {({ agreements }) => (
          <Table
            caption={say("agreements.title")}
            columns={columns}
            rows={agreements}
            keyOf={({ number }) => number}
            empty={say("agreements.none")}
          />
        )}
      </Loaded>
      {may("set_agreement") && (
        <p className="further">
          <Opener label={say("agreement.add")}>
            {(close) => <AgreementDialog code={code} onClose={close} />}
          </Opener>
        </p>
      )}
    </Section>
  );
}
