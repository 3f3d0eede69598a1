import { useSearchParams } from "wouter";
import { Page } from "../../../components/Page";
import { useMay } from "../../app/may";
import { Field } from "../../components/Field";
import { Filter } from "../../components/Filter";
import { Opener } from "../../components/Opener";
import { OwnerSelect } from "../../components/OwnerSelect";
import { useWords } from "../../words/words";
import { ProductList } from "./ProductList";
import { SaveProductDialog } from "./SaveProductDialog";

/** Everything that is charged for, the operator's own and the platforms'. */
export function ProductsPage() {
  const { say } = useWords();
  const may = useMay();
  const [params] = useSearchParams();
  const search = params.get("q") ?? "";
  const integrator = params.get("of") ?? "";
  return (
    <Page title={say("products.title")}>
      <Filter key={params.toString()} label={say("products.search")}>
        <Field
          label={say("products.words")}
          name="q"
          type="search"
          defaultValue={search}
          maxLength={200}
        />
        {may("integrators") && (
          <OwnerSelect
            label={say("products.owner")}
            name="of"
            defaultValue={integrator}
            any={say("products.owner.any")}
          />
        )}
      </Filter>
      <ProductList
        query={{ search, integrator: integrator || null, incomplete_first: search === "" }}
      />
      {may("save_product") && (
        <p className="further">
          <Opener label={say("products.add")}>
            {(close) => <SaveProductDialog onClose={close} />}
          </Opener>
        </p>
      )}
    </Page>
  );
}
