import { Icon, type IconName } from "../components/Icon";
import { useLanguage } from "../words/context";
import type { Key } from "../words/words";
import { NavLink } from "./NavLink";

const PAGES: readonly { href: string; word: Key; icon: IconName }[] = [
  { href: "/", word: "nav.subscriptions", icon: "box" },
  { href: "/history", word: "nav.history", icon: "chart" },
  { href: "/invoices", word: "nav.invoices", icon: "paper" },
  { href: "/settings", word: "nav.settings", icon: "person" },
];

/** The cabinet's pages: a row on top, or a bar at the bottom of a phone. */
export function Navigation() {
  const { say } = useLanguage();
  return (
    <nav aria-label={say("nav.label")} className="navigation">
      <ul>
        {PAGES.map(({ href, word, icon }) => (
          <li key={href}>
            <NavLink href={href}>
              <Icon name={icon} />
              <span>{say(word)}</span>
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
