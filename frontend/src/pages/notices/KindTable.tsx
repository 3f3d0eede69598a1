import type { NoticeSettings } from "../../api/types";
import { useLanguage } from "../../words/context";
import { type Channel, type Kind, pairOf } from "./choices";

interface Props {
  settings: NoticeSettings;
  channels: readonly Channel[];
  unwanted: ReadonlySet<string>;
  onTurn: (pair: string) => void;
}

/** Of what somebody is told, by which way. */
export function KindTable({ settings, channels, unwanted, onTurn }: Props) {
  const { say } = useLanguage();
  const offered = settings.choices.filter((each) => each.offered);
  const pairs = new Set(offered.map(({ channel, kind }) => pairOf(kind, channel)));
  const kinds = [...new Set(offered.map(({ kind }) => kind))];
  const cell = (kind: Kind, channel: Channel) => {
    const pair = pairOf(kind, channel);
    const label = `${say(`notice.${kind}`)}: ${say(`channel.${channel}`)}`;
    return pairs.has(pair) ? (
      <input
        type="checkbox"
        aria-label={label}
        checked={!unwanted.has(pair)}
        onChange={() => onTurn(pair)}
      />
    ) : (
      "—"
    );
  };
  return (
    <table className="kinds">
      <caption className="unseen">{say("notices.what")}</caption>
      <thead>
        <tr>
          <th scope="col">{say("notices.kind")}</th>
          {channels.map((channel) => (
            <th key={channel} scope="col">
              {say(`channel.${channel}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {kinds.map((kind) => (
          <tr key={kind}>
            <th scope="row">{say(`notice.${kind}`)}</th>
            {channels.map((channel) => (
              <td key={channel}>{cell(kind, channel)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
