import { Note } from "../../../components/Note";
import type { NoticeSettings } from "../../api/types";
import { useMay } from "../../app/may";
import { Area } from "../../components/Area";
import { DeedForm } from "../../components/DeedForm";
import { isChecked, textOf } from "../../components/formData";
import { Reason } from "../../components/Reason";
import { useChangeNoticeSettings } from "../../resources/notices";
import { useWords } from "../../words/words";
import { KINDS } from "./kinds";

/** What is told by which channel, and how to pay as notices say it. */
export function Switches({ settings }: { settings: NoticeSettings }) {
  const { say } = useWords();
  const may = useMay();
  const change = useChangeNoticeSettings();
  const off = settings.channels.filter(({ configured }) => !configured);
  const isFixed = !may("change_notice_settings");
  const fields = (
    <>
      {off.map(({ channel }) => (
        <Note key={channel} tone="warn">
          {say("switches.not_configured", { channel: say(`channel.${channel}`) })}
        </Note>
      ))}
      <SwitchTable settings={settings} isFixed={isFixed} />
      {settings.how_to_pay.map(({ language, text }) => (
        <Area
          key={language}
          label={`${say("switches.how_to_pay")}, ${say(`texts.in.${language}`)}`}
          name={`pay.${language}`}
          defaultValue={text}
          hint={say("switches.how_to_pay.hint")}
          maxLength={500}
          readOnly={isFixed}
        />
      ))}
    </>
  );
  if (isFixed) return <div className="step-fields">{fields}</div>;
  return (
    <DeedForm deed={change} confirm={say("save")} read={(form) => changesOf(form, settings)}>
      {fields}
      <Reason />
    </DeedForm>
  );
}

interface TableProps {
  settings: NoticeSettings;
  isFixed: boolean;
}

function SwitchTable({ settings, isFixed }: TableProps) {
  const { say } = useWords();
  const { channels, switches } = settings;
  const told = KINDS.filter((kind) => switches.some((each) => each.kind === kind));
  return (
    <table className="kinds">
      <caption className="unseen">{say("switches.title")}</caption>
      <thead>
        <tr>
          <th scope="col">{say("notices.kind")}</th>
          {channels.map(({ channel }) => (
            <th key={channel} scope="col">
              {say(`channel.${channel}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {told.map((kind) => (
          <tr key={kind}>
            <th scope="row">{say(`notice.${kind}`)}</th>
            {channels.map(({ channel }) => (
              <td key={channel}>
                {switches
                  .filter((each) => each.kind === kind && each.channel === channel)
                  .map(({ on }) => (
                    <input
                      key={channel}
                      type="checkbox"
                      name={`${kind}.${channel}`}
                      aria-label={`${say(`notice.${kind}`)}: ${say(`channel.${channel}`)}`}
                      defaultChecked={on}
                      disabled={isFixed}
                    />
                  ))}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What differs from what was read; a text left empty goes back to the built-in one. */
function changesOf(form: FormData, { how_to_pay, switches }: NoticeSettings) {
  const turned = switches.filter(
    ({ channel, kind, on }) => isChecked(form, `${kind}.${channel}`) !== on,
  );
  const told = how_to_pay
    .map(({ language, text }) => [language, textOf(form, `pay.${language}`), text] as const)
    .filter(([, now, before]) => now !== before.trim());
  return {
    switches: turned.map((each) => ({ ...each, on: !each.on })),
    how_to_pay: Object.fromEntries(told.map(([language, now]) => [language, now])),
    reason: textOf(form, "reason"),
  };
}
