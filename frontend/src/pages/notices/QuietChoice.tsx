import type { NoticeSettings } from "../../api/types";
import { Choice } from "../../components/Choice";
import { useLanguage } from "../../words/context";
import { type Choices, QUIET_WAYS } from "./choices";

interface Props {
  settings: NoticeSettings;
  choices: Pick<Choices, "quiet" | "hours">;
  onChange: (part: Partial<Choices>) => void;
}

/** When nobody is to be disturbed. */
export function QuietChoice({ settings, choices, onChange }: Props) {
  const { say } = useLanguage();
  const { hours, quiet } = choices;
  const { begins, ends } = settings.in_force.quiet_hours;
  const isOfHouse = !settings.quiet_hours && begins !== ends;
  const name = (way: Choices["quiet"]) =>
    way === "house" && isOfHouse ? say("quiet.house.hours", { begins, ends }) : say(`quiet.${way}`);
  const set = (part: Partial<Choices["hours"]>) => onChange({ hours: { ...hours, ...part } });
  return (
    <>
      <Choice
        legend={say("quiet")}
        values={QUIET_WAYS}
        value={quiet}
        name={name}
        onChoose={(way) => onChange({ quiet: way })}
      />
      {quiet === "own" && (
        <div className="hours">
          <Hour
            label={say("quiet.begins")}
            value={hours.begins}
            onChange={(hour) => set({ begins: hour })}
          />
          <Hour
            label={say("quiet.ends")}
            value={hours.ends}
            onChange={(hour) => set({ ends: hour })}
          />
        </div>
      )}
    </>
  );
}

interface HourProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

function Hour({ label, value, onChange }: HourProps) {
  return (
    <label>
      {label}
      <input
        type="time"
        required
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </label>
  );
}
