import { useOwnProducts } from "../resources/products";
import { useWords } from "../words/words";
import { Select } from "./Select";

interface Props {
  value: string | null;
  /** A product that is no choice. */
  except?: string;
  onChoose: (id: string | null) => void;
}

/** One of the products that billing charges and that can be subscribed to now. */
export function ProductSelect({ value, except, onChoose }: Props) {
  const { say } = useWords();
  const products = useOwnProducts().data ?? [];
  const options = products
    .filter(({ title }) => title !== except)
    .map(({ id, title }) => [id, title] as const);
  return (
    <Select
      label={say("subscription.product")}
      name="product"
      required
      value={value ?? ""}
      options={[["", say("subscription.choose")], ...options]}
      onChange={(event) => onChoose(event.target.value || null)}
    />
  );
}
