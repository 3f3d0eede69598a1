import type { Run } from "../../api/types";
import { useMay } from "../../app/may";
import { DeedDialog } from "../../components/DeedDialog";
import { Opener } from "../../components/Opener";
import { useApproveRun, useCancelRun } from "../../resources/runs";
import { useWords } from "../../words/words";

/** What a reviewed plan can become. */
export function RunActs({ run }: { run: Run }) {
  const { say } = useWords();
  const may = useMay();
  const isOpen = run.state === "planning" || run.state === "planned";
  return (
    <div className="acts">
      {run.state === "planned" && may("approve_run") && (
        <Opener label={say("run.approve")} look="main">
          {(close) => <ApproveDialog run={run} onClose={close} />}
        </Opener>
      )}
      {isOpen && may("cancel_run") && (
        <Opener label={say("run.cancel")}>
          {(close) => <CancelDialog run={run} onClose={close} />}
        </Opener>
      )}
    </div>
  );
}

interface Props {
  run: Run;
  onClose: () => void;
}

/** The plan is approved by its hash: exactly what was reviewed is charged. */
function ApproveDialog({ run, onClose }: Props) {
  const { say, money, number } = useWords();
  const approve = useApproveRun(run.id);
  const sum = money(run.plan.amount);
  return (
    <DeedDialog
      title={say("run.approve.ask", { sum })}
      confirm={say("run.approve")}
      deed={approve}
      read={() => run.hash ?? ""}
      onClose={onClose}
    >
      <p>{say("run.approve.effect", { n: number(run.plan.lines), sum })}</p>
    </DeedDialog>
  );
}

function CancelDialog({ run, onClose }: Props) {
  const { say } = useWords();
  const cancel = useCancelRun(run.id);
  return (
    <DeedDialog
      title={say("run.cancel")}
      confirm={say("run.cancel")}
      look="danger"
      deed={cancel}
      read={() => undefined}
      onClose={onClose}
    >
      <p>{say("run.cancel.effect")}</p>
    </DeedDialog>
  );
}
