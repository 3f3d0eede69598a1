import { Section } from "../../../components/Section";
import type { Product } from "../../api/types";
import { useMay } from "../../app/may";
import { Check } from "../../components/Check";
import { DeedDialog } from "../../components/DeedDialog";
import { Field } from "../../components/Field";
import { given, isChecked, sumOf, textOf } from "../../components/formData";
import { Opener } from "../../components/Opener";
import { Reason } from "../../components/Reason";
import { SumField } from "../../components/SumField";
import { type Column, Table } from "../../components/Table";
import { useSetPrice } from "../../resources/products";
import { useWords } from "../../words/words";

/** Prices by date: for new subscribers, and for those who were there before. */
export function Prices({ product }: { product: Product }) {
  const { say, day, money } = useWords();
  const may = useMay();
  const columns: Column<Product["prices"][number]>[] = [
    { name: say("product.price.from"), cell: ({ valid_from }) => day(valid_from) },
    { name: say("product.price.existing"), cell: ({ existing_from }) => day(existing_from) },
    { name: say("product.price"), cell: ({ amount }) => money(amount), isNumber: true },
  ];
  return (
    <Section title={say("product.prices")} className="card">
      <Table
        caption={say("product.prices")}
        columns={columns}
        rows={product.prices}
        keyOf={({ valid_from }) => valid_from}
        empty={say("product.prices.none")}
      />
      {may("set_price") && (
        <p className="further">
          <Opener label={say("product.price.add")}>
            {(close) => <PriceDialog id={product.id} onClose={close} />}
          </Opener>
        </p>
      )}
    </Section>
  );
}

function PriceDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { say } = useWords();
  const set = useSetPrice(id);
  return (
    <DeedDialog
      title={say("product.price.add")}
      confirm={say("product.price.add")}
      deed={set}
      read={(form) => ({
        amount: sumOf(form, "amount"),
        valid_from: textOf(form, "valid_from"),
        existing_from: given(form, "existing_from"),
        replace: isChecked(form, "replace"),
        reason: textOf(form, "reason"),
      })}
      onClose={onClose}
    >
      <p>{say("product.price.effect")}</p>
      <SumField label={say("product.price.amount")} name="amount" required />
      <div className="beside">
        <Field label={say("product.price.from")} name="valid_from" type="date" required />
        <Field
          label={say("product.price.existing")}
          name="existing_from"
          type="date"
          hint={say("product.price.existing.hint")}
        />
      </div>
      <Check label={say("product.price.replace")} name="replace" />
      <Reason />
    </DeedDialog>
  );
}
