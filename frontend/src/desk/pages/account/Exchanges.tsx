import { Disclosure } from "../../../components/Disclosure";
import { Section } from "../../../components/Section";
import type { Operation } from "../../api/types";
import { useMay } from "../../app/may";
import { Opener } from "../../components/Opener";
import { Paged } from "../../components/Paged";
import { type Column, Table } from "../../components/Table";
import { useOperations } from "../../resources/operations";
import { useWords } from "../../words/words";
import { ExchangeDialog } from "./ExchangeDialog";

/** What platforms have asked of the account; each with its raw exchange. */
export function Exchanges({ account }: { account: string }) {
  const { say } = useWords();
  return (
    <Section title={say("operations.title")} className="card">
      <p className="lead">{say("operations.lead")}</p>
      <Disclosure summary={say("operations.show")}>
        {() => <Operations account={account} />}
      </Disclosure>
    </Section>
  );
}

function Operations({ account }: { account: string }) {
  const { say, name, money, instant } = useWords();
  const may = useMay();
  const columns: (Column<Operation> | false)[] = [
    { name: say("operation.id"), cell: ({ external_id }) => external_id },
    { name: say("operation.at"), cell: ({ recorded_at }) => instant(recorded_at) },
    { name: say("operation.who"), cell: ({ integrator }) => name("products.owner", integrator) },
    { name: say("operation.kind"), cell: ({ kind }) => say(`operation.kind.${kind}`) },
    {
      name: say("charge.amount"),
      cell: ({ amount }) => amount && money(amount),
      isNumber: true,
    },
    {
      name: say("operation.code"),
      cell: ({ code }) => (code === "ok" ? say("code.ok") : name("problem", code)),
    },
    may("exchanges") && {
      name: say("operation.raw"),
      cell: ({ external_id, correlation_id }) => (
        <Opener label={say("charge.open")} about={external_id}>
          {(close) => (
            <ExchangeDialog id={external_id} correlationId={correlation_id} onClose={close} />
          )}
        </Opener>
      ),
    },
  ];
  return (
    <Paged query={useOperations(account)} rowsOf={({ operations }) => operations}>
      {(rows) => (
        <Table
          caption={say("operations.title")}
          columns={columns}
          rows={rows}
          keyOf={({ operation_id }) => operation_id}
          empty={say("operations.none")}
        />
      )}
    </Paged>
  );
}
