import { useState } from "react";
import { useLeave } from "../../app/leave";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { DialogButtons } from "../../components/DialogButtons";
import { Failure } from "../../components/Failure";
import { useSignOut } from "../../resources/session";
import { useLanguage } from "../../words/context";

/** Out of this browser, or out of all of them. */
export function SignOut() {
  const { say } = useLanguage();
  const leave = useLeave();
  const here = useSignOut("/session", leave);
  const everywhere = useSignOut("/sessions", leave);
  const [isAsked, setAsked] = useState(false);
  return (
    <div className="acts">
      <Button busy={here.isPending} onClick={() => here.mutate()}>
        {say("signout")}
      </Button>
      <Button onClick={() => setAsked(true)}>{say("signout.everywhere")}</Button>
      {here.error && <Failure error={here.error} />}
      {isAsked && (
        <Dialog title={say("signout.everywhere.ask")} onClose={() => setAsked(false)}>
          <p>{say("signout.everywhere.effect")}</p>
          {everywhere.error && <Failure error={everywhere.error} />}
          <DialogButtons
            confirm={say("signout.everywhere")}
            dismiss={say("dismiss")}
            look="danger"
            isReady
            isBusy={everywhere.isPending}
            onConfirm={() => everywhere.mutate()}
            onDismiss={() => setAsked(false)}
          />
        </Dialog>
      )}
    </div>
  );
}
