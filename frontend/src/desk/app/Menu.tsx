import { NavLink } from "../../app/NavLink";
import { useWords } from "../words/words";
import { useMay, useMe } from "./may";
import { openTo } from "./places";

/** The pages that the role opens. */
export function Menu({ onLeave }: { onLeave: () => void }) {
  const { say } = useWords();
  const me = useMe();
  const may = useMay();
  const groups = me.totp_required ? [] : openTo(may);
  return (
    <nav aria-label={say("nav.label")} className="menu">
      {groups.map(({ word, places }) => (
        <div key={word ?? ""}>
          {word && <p className="menu-group">{say(word)}</p>}
          <ul>
            {places.map(({ href, word: name }) => (
              <li key={href}>
                <NavLink href={href} onClick={onLeave}>
                  {say(name)}
                </NavLink>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}
