import { Route, Switch } from "wouter";
import { MePage } from "../pages/me/MePage";
import { NowherePage } from "../pages/NowherePage";
import { useMe } from "./may";

/** Which page an address shows. Without the second factor that the role needs there is one only. */
export function Pages() {
  const { totp_required } = useMe();
  if (totp_required) {
    return <MePage />;
  }
  return (
    <Switch>
      <Route path="/me" component={MePage} />
      <Route>
        <NowherePage />
      </Route>
    </Switch>
  );
}
