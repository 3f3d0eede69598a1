import { Section } from "../../../components/Section";
import type { Product } from "../../api/types";
import { useMay } from "../../app/may";
import { DeedDialog } from "../../components/DeedDialog";
import { Field } from "../../components/Field";
import { given, textOf } from "../../components/formData";
import { Opener } from "../../components/Opener";
import { Reason } from "../../components/Reason";
import { type Column, Table } from "../../components/Table";
import { useRegisterProduct } from "../../resources/products";
import { useWords } from "../../words/words";

/** The days on which a product is in the register, and so free of tax where it is exempt. */
export function Registrations({ product }: { product: Product }) {
  const { say, day } = useWords();
  const may = useMay();
  const columns: Column<Product["registrations"][number]>[] = [
    { name: say("product.register.number"), cell: ({ number }) => number },
    { name: say("product.register.since"), cell: ({ since }) => day(since) },
    {
      name: say("product.register.last"),
      cell: ({ last_day }) => last_day && day(last_day),
    },
  ];
  return (
    <Section title={say("product.register")} className="card">
      <Table
        caption={say("product.register")}
        columns={columns}
        rows={product.registrations}
        keyOf={({ since }) => since}
        empty={say("product.register.none")}
      />
      {may("register_product") && (
        <p className="further">
          <Opener label={say("product.register.add")}>
            {(close) => <RegisterDialog id={product.id} onClose={close} />}
          </Opener>
        </p>
      )}
    </Section>
  );
}

function RegisterDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { say } = useWords();
  const register = useRegisterProduct(id);
  return (
    <DeedDialog
      title={say("product.register.add")}
      confirm={say("save")}
      deed={register}
      read={(form) => ({
        number: textOf(form, "number"),
        since: textOf(form, "since"),
        last_day: given(form, "last_day"),
        reason: textOf(form, "reason"),
      })}
      onClose={onClose}
    >
      <p>{say("product.register.effect")}</p>
      <Field label={say("product.register.number")} name="number" required maxLength={64} />
      <div className="beside">
        <Field label={say("product.register.since")} name="since" type="date" required />
        <Field
          label={say("field.optional", { name: say("product.register.last") })}
          name="last_day"
          type="date"
        />
      </div>
      <Reason />
    </DeedDialog>
  );
}
