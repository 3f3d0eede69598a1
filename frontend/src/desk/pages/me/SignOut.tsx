import { useLeave } from "../../../app/leave";
import { Button } from "../../../components/Button";
import { Failure } from "../../../components/Failure";
import { DeedDialog } from "../../components/DeedDialog";
import { Opener } from "../../components/Opener";
import { useSignOut } from "../../resources/session";
import { useWords } from "../../words/words";

/** Out of this browser, or out of all of them. */
export function SignOut() {
  const { say } = useWords();
  const leave = useLeave();
  const here = useSignOut("/session", leave);
  const everywhere = useSignOut("/sessions", leave);
  return (
    <div className="acts">
      <Button busy={here.isPending} onClick={() => here.mutate()}>
        {say("signout")}
      </Button>
      <Opener label={say("signout.everywhere")}>
        {(close) => (
          <DeedDialog
            title={say("signout.everywhere.ask")}
            confirm={say("signout.everywhere")}
            look="danger"
            deed={everywhere}
            read={() => undefined}
            onClose={close}
          >
            <p>{say("signout.everywhere.effect")}</p>
          </DeedDialog>
        )}
      </Opener>
      {here.error && <Failure error={here.error} />}
    </div>
  );
}
