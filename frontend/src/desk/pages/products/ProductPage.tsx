import { Link } from "wouter";
import { Facts } from "../../../components/Facts";
import { Loaded } from "../../../components/Loaded";
import { Page } from "../../../components/Page";
import { Section } from "../../../components/Section";
import type { Product } from "../../api/types";
import { useMay } from "../../app/may";
import { Opener } from "../../components/Opener";
import { useProduct } from "../../resources/products";
import { type DeskLanguage, useWords } from "../../words/words";
import { ArchiveDialog } from "./ArchiveDialog";
import { Prices } from "./Prices";
import { ProductMarks } from "./ProductMarks";
import { Registrations } from "./Registrations";
import { SaveProductDialog } from "./SaveProductDialog";

/** One product: its terms, its prices by date, its days in the register. */
export function ProductPage({ id }: { id: string }) {
  const language = useWords();
  const { say } = language;
  const may = useMay();
  const query = useProduct(id);
  return (
    <Page title={query.data?.title ?? say("products.title")}>
      <p className="back">
        <Link href="/products">← {say("products.all")}</Link>
      </p>
      <Loaded query={query}>
        {(product) => (
          <>
            <Section title={say("product.terms")} className="card">
              <ProductMarks product={product} />
              <Facts facts={factsOf(product, language)} />
              <div className="acts">
                {may("save_product") && (
                  <Opener label={say("change")} about={product.title}>
                    {(close) => <SaveProductDialog product={product} onClose={close} />}
                  </Opener>
                )}
                {may("archive_product") && (
                  <Opener
                    label={say(product.archived_on ? "product.unarchive" : "product.archive")}
                  >
                    {(close) => <ArchiveDialog product={product} onClose={close} />}
                  </Opener>
                )}
              </div>
            </Section>
            <div className="columns">
              <Prices product={product} />
              <Registrations product={product} />
            </div>
          </>
        )}
      </Loaded>
    </Page>
  );
}

function factsOf(product: Product, { say, name, percent }: DeskLanguage) {
  const { vat } = product;
  return [
    [say("products.owner"), name("products.owner", product.integrator)],
    [say("product.code"), product.code],
    [say("product.mode"), say(`product.mode.${product.mode}`)],
    [
      say("product.template"),
      product.template ? (
        <Link key="template" href={`/templates/${product.template}`}>
          {product.template}
        </Link>
      ) : (
        say("product.template.none")
      ),
    ],
    [say("product.vat_kind"), say(`product.vat_kind.${product.vat_kind}`)],
    [
      say("product.vat_today"),
      vat.kind === "taxed" ? percent(vat.rate) : vat.note || say("vat.none"),
    ],
    [say("product.trial_days"), product.trial_days || null],
    [say("product.catch_up"), say(`product.catch_up.${product.catch_up}`)],
    [say("product.end_after_days"), product.end_after_days],
    [say("product.parent"), product.parent ?? null],
  ] as const;
}
