import type { AuditRecord } from "../../api/types";
import { Opener } from "../../components/Opener";
import { Paged } from "../../components/Paged";
import { type Column, Table } from "../../components/Table";
import { type AuditQuery, useAudit } from "../../resources/audit";
import { useWords } from "../../words/words";
import { RecordDialog } from "./RecordDialog";

/** Records, newest first. */
export function AuditList({ query }: { query: AuditQuery }) {
  const { say, name, instant } = useWords();
  const columns: Column<AuditRecord>[] = [
    { name: say("audit.when"), cell: ({ at }) => instant(at) },
    {
      name: say("audit.actor"),
      cell: ({ actor, role, address }) => (
        <>
          {actor}
          <span className="small">{[name("role", role), address].join(" · ")}</span>
        </>
      ),
    },
    { name: say("audit.operation"), cell: ({ operation }) => name("deed", operation) },
    { name: say("audit.subject"), cell: ({ subject }) => subject },
    { name: say("field.reason"), cell: ({ reason }) => reason },
    {
      name: say("account.actions"),
      cell: (record) => (
        <Opener label={say("audit.show")} about={say("audit.record", { id: record.id })}>
          {(close) => <RecordDialog record={record} onClose={close} />}
        </Opener>
      ),
    },
  ];
  return (
    <Paged query={useAudit(query)} rowsOf={({ records }) => records}>
      {(rows) => (
        <Table
          caption={say("audit.title")}
          columns={columns}
          rows={rows}
          keyOf={({ id }) => id}
          empty={say("audit.none")}
        />
      )}
    </Paged>
  );
}
