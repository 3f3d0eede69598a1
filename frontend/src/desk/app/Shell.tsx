import { type ReactNode, useState } from "react";
import { Link } from "wouter";
import { Announcer } from "../../app/Announcer";
import { OfflineNote } from "../../app/OfflineNote";
import { Button } from "../../components/Button";
import { useWords } from "../words/words";
import { Menu } from "./Menu";
import { useMe } from "./may";

/** What surrounds every page: who is at the desk, where there is to go. */
export function Shell({ children }: { children: ReactNode }) {
  const { say } = useWords();
  const me = useMe();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <a href="#main" className="skip">
        {say("skip")}
      </a>
      <div className="desk">
        <header className="side" data-open={isOpen || undefined}>
          <div className="side-top">
            <p className="brand">
              <span className="brand-mark" aria-hidden="true" />
              <span>
                {say("brand")} <span className="small">{say("brand.desk")}</span>
              </span>
            </p>
            <Button
              className="button quiet opener"
              aria-expanded={isOpen}
              onClick={() => setOpen(!isOpen)}
            >
              {say("nav.menu")}
            </Button>
          </div>
          <div className="side-rest">
            <Menu onLeave={() => setOpen(false)} />
            <p className="me">
              <Link href="/me" onClick={() => setOpen(false)}>
                {me.name}
              </Link>
              <span className="small">{say(`role.${me.role}`)}</span>
            </p>
          </div>
        </header>
        <main id="main" tabIndex={-1}>
          <OfflineNote />
          {children}
        </main>
      </div>
      <Announcer />
    </>
  );
}
