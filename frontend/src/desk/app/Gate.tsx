import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { onSessionLost } from "../../api/send";
import { LeaveContext } from "../../app/leave";
import { Loaded } from "../../components/Loaded";
import { listenToTabs } from "../../resources/tabs";
import type { Session } from "../api/types";
import { SessionOver } from "../pages/signin/SessionOver";
import { SignInPage } from "../pages/signin/SignInPage";
import { recheckSession, useSession } from "../resources/session";
import { SessionContext } from "./may";
import { Pages } from "./Pages";
import { Shell } from "./Shell";

/** Lets in who is signed in. A session that ends by itself leaves the page where it is. */
export function Gate() {
  const client = useQueryClient();
  const session = useSession();
  const [shown, setShown] = useState<Session | null>(null);

  useEffect(() => onSessionLost(() => recheckSession(client)), [client]);
  useEffect(() => listenToTabs(client), [client]);
  if (session.data && session.data !== shown) {
    setShown(session.data);
  }

  if (shown === null) {
    return <Loaded query={session}>{(data) => (data === null ? <SignInPage /> : null)}</Loaded>;
  }
  return (
    <LeaveContext value={() => setShown(null)}>
      <SessionContext value={shown}>
        <Shell key={shown.name}>
          <Pages />
        </Shell>
        {session.data === null && <SessionOver name={shown.name} />}
      </SessionContext>
    </LeaveContext>
  );
}
