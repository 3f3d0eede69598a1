import type { Activation as Told } from "../../api/types";
import { Copy } from "../../components/Copy";
import { Icon } from "../../components/Icon";
import { Loaded } from "../../components/Loaded";
import { Note } from "../../components/Note";
import { useActivation } from "../../resources/account";
import { useLanguage } from "../../words/context";
import { keyIn } from "./keyIn";

/** How to use what is subscribed to, asked of the platform when it is opened. */
export function Activation({ id }: { id: string }) {
  return <Loaded query={useActivation(id)}>{(told) => <Instructions told={told} />}</Loaded>;
}

function Instructions({ told }: { told: Told }) {
  const { say, instant } = useLanguage();
  const { activation, activation_text: text, as_of, links = [], locked, source } = told;
  if (source === "unavailable") {
    return <Note tone="warn">{say("activation.unavailable")}</Note>;
  }
  const nothing = activation !== "pending" && !text && !told.usage_text && links.length === 0;
  return (
    <div className="instructions">
      {source === "stale" && (
        <Note tone="warn">{say("stale.as_of", { at: as_of ? instant(as_of) : "" })}</Note>
      )}
      {locked && <Note tone="bad">{say("activation.locked")}</Note>}
      {activation === "pending" && (
        <div role="status">
          <Note tone="info">{say("activation.pending")}</Note>
        </div>
      )}
      {nothing && <p>{say("activation.none")}</p>}
      {text && (
        <div className="key">
          <p className="lines">{text}</p>
          <Copy text={keyIn(text)} />
        </div>
      )}
      {told.usage_text && <p className="lines">{told.usage_text}</p>}
      <Downloads links={links} />
    </div>
  );
}

function Downloads({ links }: { links: string[] }) {
  const { say } = useLanguage();
  if (links.length === 0) {
    return null;
  }
  return (
    <ul className="downloads" aria-label={say("activation.links")}>
      {links.map((link) => (
        <li key={link}>
          <a href={link} target="_blank" rel="noopener noreferrer">
            {say("activation.download", { file: fileOf(link) })}
            <Icon name="outside" />
          </a>
        </li>
      ))}
    </ul>
  );
}

/** What a link leads to: its file where it names one, else its host. */
function fileOf(link: string): string {
  const { hostname, pathname } = new URL(link, location.href);
  const last = pathname.split("/").at(-1) ?? "";
  return last.includes(".") ? last : hostname;
}
