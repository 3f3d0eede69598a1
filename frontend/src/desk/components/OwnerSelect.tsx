import { useIntegrators } from "../resources/integrators";
import { useWords } from "../words/words";
import { Select } from "./Select";

interface Props {
  label: string;
  name: string;
  defaultValue?: string;
  /** How "whoever's" is called, where that is a choice. */
  any?: string;
}

/** Whose something is: the operator's own, or a platform's. */
export function OwnerSelect({ label, name, defaultValue = "operator", any }: Props) {
  const { say } = useWords();
  const platforms = useIntegrators().data?.integrators ?? [];
  return (
    <Select
      key={platforms.length}
      label={label}
      name={name}
      defaultValue={defaultValue}
      options={[
        ...(any ? ([["", any]] as const) : []),
        ["operator", say("products.owner.operator")],
        ...platforms.map(({ code, title }) => [code, title] as const),
      ]}
    />
  );
}
