import type { ReactNode } from "react";
import type { Session } from "../api/types";
import { useLanguage } from "../words/context";
import { Announcer } from "./Announcer";
import { Navigation } from "./Navigation";
import { OfflineNote } from "./OfflineNote";

interface Props {
  session: Session;
  children: ReactNode;
}

/** What surrounds every page of a signed-in subscriber. */
export function Shell({ session, children }: Props) {
  const { say } = useLanguage();
  return (
    <>
      <a href="#main" className="skip">
        {say("skip")}
      </a>
      <header className="top">
        <div className="column">
          <p className="brand">
            <span className="brand-mark" aria-hidden="true" />
            {say("brand")}
          </p>
          <Navigation />
          <p className="who">
            <span>{session.holder}</span>
            <span>{say("account.number", { account: session.account })}</span>
          </p>
        </div>
      </header>
      <main id="main" tabIndex={-1} className="column">
        <OfflineNote />
        {children}
      </main>
      <Announcer />
    </>
  );
}
