import { Link } from "wouter";
import { announce } from "../../../app/announce";
import { Loaded } from "../../../components/Loaded";
import { Section } from "../../../components/Section";
import type { Parked as Waiting } from "../../api/types";
import { useMay } from "../../app/may";
import { DeedDialog } from "../../components/DeedDialog";
import { textOf } from "../../components/formData";
import { Opener } from "../../components/Opener";
import { Select } from "../../components/Select";
import { type Column, Table } from "../../components/Table";
import { useParked, useResumeParked } from "../../resources/runs";
import { useWords } from "../../words/words";

/** Subscriptions that runs have left to a person. */
export function Parked() {
  const { say, name, instant } = useWords();
  const may = useMay();
  const columns: (Column<Waiting> | false)[] = [
    {
      name: say("account.number.label"),
      cell: ({ account }) => <Link href={`/accounts/${account}`}>{account}</Link>,
    },
    { name: say("subscription.product"), cell: ({ product }) => product },
    { name: say("parked.reason"), cell: ({ reason }) => name("parked.reason", reason) },
    { name: say("parked.since"), cell: ({ parked_at }) => instant(parked_at) },
    may("resume_parked") && {
      name: say("account.actions"),
      cell: (waiting) => (
        <Opener label={say("parked.resume")} about={waiting.product}>
          {(close) => <ResumeDialog waiting={waiting} onClose={close} />}
        </Opener>
      ),
    },
  ];
  return (
    <Section title={say("parked.title")} className="card">
      <p className="lead">{say("parked.lead")}</p>
      <Loaded query={useParked()}>
        {({ parked }) => (
          <Table
            caption={say("parked.title")}
            columns={columns}
            rows={parked}
            keyOf={({ subscription_id }) => subscription_id}
            empty={say("parked.none")}
          />
        )}
      </Loaded>
    </Section>
  );
}

function ResumeDialog({ waiting, onClose }: { waiting: Waiting; onClose: () => void }) {
  const { say, money } = useWords();
  const resume = useResumeParked(waiting.subscription_id);
  return (
    <DeedDialog
      title={say("parked.resume.ask", { product: waiting.product })}
      confirm={say("parked.confirm")}
      deed={resume}
      read={(form) => (textOf(form, "policy") === "all" ? "all" : "current")}
      onClose={onClose}
      onDone={({ charged }) => {
        announce(say("parked.done", { sum: money(charged) }));
        onClose();
      }}
    >
      <Select
        label={say("parked.policy")}
        name="policy"
        options={[
          ["current", say("parked.policy.current")],
          ["all", say("parked.policy.all")],
        ]}
      />
    </DeedDialog>
  );
}
