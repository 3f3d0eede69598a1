import { Link } from "wouter";
import { announce } from "../../../app/announce";
import { Badge } from "../../../components/Badge";
import { Section } from "../../../components/Section";
import type { Binding, Portal } from "../../api/types";
import { useMay } from "../../app/may";
import { Area } from "../../components/Area";
import { DeedDialog } from "../../components/DeedDialog";
import { textOf } from "../../components/formData";
import { Opener } from "../../components/Opener";
import { Paged } from "../../components/Paged";
import { Reason } from "../../components/Reason";
import { type Column, Table } from "../../components/Table";
import { useBindAccounts, useBindings, useUnbind } from "../../resources/portals";
import { useWords } from "../../words/words";

const LOOKS = {
  pending: { tone: "info", icon: "clock" },
  active: { tone: "good", icon: "check" },
  refused: { tone: "calm", icon: "cross" },
  revoked: { tone: "calm", icon: "cross" },
  expired: { tone: "calm", icon: "stop" },
} as const;

/** Accounts that a portal acts for, and those whose subscribers it has asked. */
export function Bindings({ portal }: { portal: Portal }) {
  const { say, instant } = useWords();
  const may = useMay();
  const { code } = portal;
  const columns: (Column<Binding> | false)[] = [
    {
      name: say("account.number.label"),
      cell: ({ account }) => <Link href={`/accounts/${account}`}>{account}</Link>,
    },
    {
      name: say("binding.state"),
      cell: ({ expires_at, state }) => (
        <>
          <Badge {...LOOKS[state]}>{say(`binding.state.${state}`)}</Badge>
          {state === "pending" && expires_at && (
            <span className="small">{say("portal.until", { at: instant(expires_at) })}</span>
          )}
        </>
      ),
    },
    { name: say("binding.source"), cell: ({ source }) => say(`binding.source.${source}`) },
    { name: say("binding.since"), cell: ({ created_at }) => instant(created_at) },
    may("unbind_account") && {
      name: say("account.actions"),
      cell: (binding) => (
        <Opener label={say("binding.end")} about={binding.account}>
          {(close) => <UnbindDialog code={code} binding={binding} onClose={close} />}
        </Opener>
      ),
    },
  ];
  return (
    <Section title={say("bindings.title")} className="card">
      {portal.reach === "all" && <p className="lead">{say("bindings.all")}</p>}
      <Paged query={useBindings(code)} rowsOf={({ bindings }) => bindings}>
        {(rows) => (
          <Table
            caption={say("bindings.title")}
            columns={columns}
            rows={rows}
            keyOf={({ id }) => id}
            empty={say("bindings.none")}
          />
        )}
      </Paged>
      {may("bind_accounts") && (
        <p className="further">
          <Opener label={say("bindings.add")}>
            {(close) => <BindDialog code={code} onClose={close} />}
          </Opener>
        </p>
      )}
    </Section>
  );
}

function BindDialog({ code, onClose }: { code: string; onClose: () => void }) {
  const { say } = useWords();
  return (
    <DeedDialog
      title={say("bindings.add")}
      confirm={say("bindings.add")}
      deed={useBindAccounts(code)}
      read={(form) => ({
        accounts: textOf(form, "accounts")
          .split(/[\s,;]+/)
          .filter(Boolean),
        reason: textOf(form, "reason"),
      })}
      onClose={onClose}
      onDone={({ bound }) => {
        announce(say("bindings.bound", { n: bound }));
        onClose();
      }}
    >
      <p>{say("bindings.add.effect")}</p>
      <Area label={say("bindings.numbers")} name="accounts" hint={say("bindings.hint")} required />
      <Reason />
    </DeedDialog>
  );
}

interface UnbindProps {
  code: string;
  binding: Binding;
  onClose: () => void;
}

function UnbindDialog({ code, binding, onClose }: UnbindProps) {
  const { say } = useWords();
  return (
    <DeedDialog
      title={`${say("binding.end")}: ${binding.account}`}
      confirm={say("binding.end")}
      look="danger"
      deed={useUnbind(code, binding.id)}
      read={() => undefined}
      onClose={onClose}
    >
      <p>{say("binding.end.effect")}</p>
    </DeedDialog>
  );
}
