import { useRef, useState } from "react";
import type { Portal } from "../../api/types";
import { announce } from "../../app/announce";
import { Loaded } from "../../components/Loaded";
import { type Decision, usePortals } from "../../resources/portals";
import { useLanguage } from "../../words/context";
import { PortalDialog } from "./PortalDialog";
import { PortalRow } from "./PortalRow";

/** Who else may act for the account, and who asks to. */
export function Portals() {
  const { say } = useLanguage();
  const place = useRef<HTMLDivElement>(null);
  const [asked, setAsked] = useState<{ portal: Portal; decision: Decision } | null>(null);
  const done = ({ portal }: Portal, decision: Decision) => {
    setAsked(null);
    announce(say(`portal.${decision}.done`, { portal }));
    place.current?.focus();
  };
  return (
    <div ref={place} tabIndex={-1} className="place">
      <Loaded query={usePortals()}>
        {({ portals }) =>
          portals.length === 0 ? (
            <p>{say("portals.none")}</p>
          ) : (
            <ul className="portals" aria-label={say("portals.title")}>
              {portals.map((portal) => (
                <PortalRow
                  key={portal.id}
                  portal={portal}
                  onAsk={(decision) => setAsked({ portal, decision })}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
      {asked && (
        <PortalDialog
          {...asked}
          onClose={() => setAsked(null)}
          onDone={() => done(asked.portal, asked.decision)}
        />
      )}
    </div>
  );
}
