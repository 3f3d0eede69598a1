import type { Portal } from "../../api/types";
import { useLanguage } from "../../words/context";

/** What a portal may do, in words a person would use. */
export function Rights({ portal }: { portal: Portal }) {
  const { say } = useLanguage();
  return (
    <ul className="rights" aria-label={say("portal.rights", { portal: portal.portal })}>
      {portal.scopes.map((scope) => (
        <li key={scope}>{say(`scope.${scope}`)}</li>
      ))}
    </ul>
  );
}
