import type { Notice } from "../../api/types";
import { Badge, type Tone } from "../../components/Badge";
import { Disclosure } from "../../components/Disclosure";
import type { IconName } from "../../components/Icon";
import { useLanguage } from "../../words/context";

const LOOKS: Record<Notice["state"], readonly [Tone, IconName]> = {
  waiting: ["info", "clock"],
  sent: ["good", "check"],
  failed: ["bad", "alert"],
  expired: ["calm", "cross"],
  suppressed: ["calm", "stop"],
};

/** What was told, when, by which way, and in which words. */
export function NoticeRow({ notice }: { notice: Notice }) {
  const { say, instant } = useLanguage();
  const { at, channel, kind, language, sent_at, state, subject, text, to } = notice;
  const when = sent_at ?? at;
  const [tone, icon] = LOOKS[state];
  return (
    <li>
      <div className="notice-head">
        <p>{say(`notice.${kind}`)}</p>
        <Badge tone={tone} icon={icon}>
          {say(`notice.state.${state}`)}
        </Badge>
      </div>
      <p className="small">
        <time dateTime={when}>{instant(when)}</time>
        {` · ${say(`channel.${channel}`)}`}
        {to && ` · ${to}`}
      </p>
      <Disclosure summary={say("notice.text")}>
        {() => (
          <div lang={language}>
            {subject && <p>{subject}</p>}
            <p className="lines">{text}</p>
          </div>
        )}
      </Disclosure>
    </li>
  );
}
