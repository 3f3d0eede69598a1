import type { ReactNode } from "react";
import { Redirect, Route, Switch } from "wouter";
import { AccountPage } from "../pages/account/AccountPage";
import { AccountsPage } from "../pages/accounts/AccountsPage";
import { AuditPage } from "../pages/audit/AuditPage";
import { CorrectionsPage } from "../pages/corrections/CorrectionsPage";
import { MePage } from "../pages/me/MePage";
import { NowherePage } from "../pages/NowherePage";
import { RunPage } from "../pages/runs/RunPage";
import { RunsPage } from "../pages/runs/RunsPage";
import { StaffPage } from "../pages/staff/StaffPage";
import { useWords } from "../words/words";
import { useMay, useMe } from "./may";
import type { Operation } from "./operations";

/** Which page an address shows. Without the second factor that the role needs there is one only. */
export function Pages() {
  const { totp_required } = useMe();
  if (totp_required) {
    return <MePage />;
  }
  return (
    <Switch>
      <Route path="/">
        <Redirect to="/accounts" replace />
      </Route>
      <Route path="/accounts">{guarded("accounts", <AccountsPage />)}</Route>
      <Route path="/accounts/:number">
        {({ number }) => guarded("account", <AccountPage key={number} number={number} />)}
      </Route>
      <Route path="/corrections">{guarded("corrections", <CorrectionsPage />)}</Route>
      <Route path="/runs">{guarded("runs", <RunsPage />)}</Route>
      <Route path="/runs/:id">{({ id }) => guarded("run", <RunPage key={id} id={id} />)}</Route>
      <Route path="/staff">{guarded("staff", <StaffPage />)}</Route>
      <Route path="/audit">{guarded("audit", <AuditPage />)}</Route>
      <Route path="/me" component={MePage} />
      <Route>
        <NowherePage />
      </Route>
    </Switch>
  );
}

function guarded(needs: Operation, page: ReactNode): ReactNode {
  return <Guarded needs={needs}>{page}</Guarded>;
}

/** A page that the role may see; else that it may not, however the address was come by. */
function Guarded({ needs, children }: { needs: Operation; children: ReactNode }) {
  const { say } = useWords();
  const may = useMay();
  return may(needs) ? children : <NowherePage why={say("nowhere.not_yours")} />;
}
