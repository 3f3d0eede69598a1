import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import { Facts } from "../../../components/Facts";
import type { AuditRecord } from "../../api/types";
import { useWords } from "../../words/words";

interface Props {
  record: AuditRecord;
  onClose: () => void;
}

/** Everything about one deed; what changed, side by side. */
export function RecordDialog({ record, onClose }: Props) {
  const { say, name, instant } = useWords();
  const { account, address, before, after, correlation_id, reason } = record;
  return (
    <Dialog
      title={say("audit.record", { id: record.id })}
      onClose={onClose}
      className="wide-dialog"
    >
      <Facts
        facts={[
          [say("audit.when"), instant(record.at)],
          [say("audit.actor"), `${record.actor}, ${name("role", record.role)}`],
          [say("audit.where"), address],
          [say("audit.operation"), name("deed", record.operation)],
          [say("audit.subject"), record.subject],
          [say("audit.account"), account ?? null],
          [say("field.reason"), reason || null],
          [say("correlation"), <code key="id">{correlation_id}</code>],
        ]}
      />
      <Changes before={before ?? {}} after={after ?? {}} />
      <div className="answers">
        <Button onClick={onClose}>{say("close")}</Button>
      </div>
    </Dialog>
  );
}

type Fields = Record<string, unknown>;

function Changes({ before, after }: { before: Fields; after: Fields }) {
  const { say, name } = useWords();
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  if (fields.length === 0) return null;
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{say("audit.subject")}</th>
          <th scope="col">{say("audit.before")}</th>
          <th scope="col">{say("audit.after")}</th>
        </tr>
      </thead>
      <tbody>
        {fields.map((field) => (
          <tr key={field}>
            <th scope="row">{name("field", field)}</th>
            <td>{shown(before[field])}</td>
            <td>{shown(after[field])}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function shown(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}
