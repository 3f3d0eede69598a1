import { Field } from "../../components/Field";
import { Select } from "../../components/Select";
import { SumField } from "../../components/SumField";
import { useOwnProducts } from "../../resources/products";
import { useWords } from "../../words/words";

export interface ExampleDraft {
  product: string;
  day: string;
  price: string;
}

interface Props {
  example: ExampleDraft;
  onChange: (example: ExampleDraft) => void;
}

/** For what the preview is counted: a product, the first day, a price. */
export function ExampleFields({ example, onChange }: Props) {
  const { say } = useWords();
  const products = useOwnProducts().data ?? [];
  return (
    <div className="beside">
      <Select
        label={say("template.example.product")}
        name="example_product"
        value={example.product}
        options={[
          ["", say("template.example.none")],
          ...products.map(({ id, title }) => [id, title] as const),
        ]}
        onChange={(event) => onChange({ ...example, product: event.target.value })}
      />
      <Field
        label={say("template.example.day")}
        name="example_day"
        type="date"
        value={example.day}
        onChange={(event) => onChange({ ...example, day: event.target.value })}
      />
      <SumField
        label={say("template.example.price")}
        name="example_price"
        value={example.price}
        onChange={(event) => onChange({ ...example, price: event.target.value })}
      />
    </div>
  );
}
