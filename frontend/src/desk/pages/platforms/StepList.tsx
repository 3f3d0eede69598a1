import { useWords } from "../../words/words";

interface Props {
  steps: readonly string[];
  present: number;
}

/** Where one is on the way; a change is told. */
export function StepList({ steps, present }: Props) {
  const { say } = useWords();
  const told = { n: present + 1, all: steps.length, name: steps[present] ?? "" };
  return (
    <>
      <ol className="form-steps" aria-label={say("platform.steps")}>
        {steps.map((name, place) => (
          <li key={name} aria-current={place === present ? "step" : undefined}>
            {place + 1}. {name}
          </li>
        ))}
      </ol>
      <p className="unseen" role="status">
        {say("platform.step", told)}
      </p>
    </>
  );
}
