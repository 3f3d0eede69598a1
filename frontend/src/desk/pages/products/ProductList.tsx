import { Link } from "wouter";
import type { ProductSummary } from "../../api/types";
import { useMay } from "../../app/may";
import { Paged } from "../../components/Paged";
import { type Column, Table } from "../../components/Table";
import { type ProductQuery, useProducts } from "../../resources/products";
import { useWords } from "../../words/words";
import { ProductMarks } from "./ProductMarks";

/** What was found; without words, what lacks something leads. */
export function ProductList({ query }: { query: ProductQuery }) {
  const { say, name, money } = useWords();
  const may = useMay();
  const columns: Column<ProductSummary>[] = [
    {
      name: say("product.title.label"),
      cell: (each) => (
        <>
          {may("product") ? <Link href={`/products/${each.id}`}>{each.title}</Link> : each.title}
          <span className="small">{each.code}</span>
          <ProductMarks product={each} />
        </>
      ),
    },
    {
      name: say("products.owner"),
      cell: ({ integrator }) => name("products.owner", integrator),
    },
    { name: say("product.mode"), cell: ({ mode }) => say(`product.mode.${mode}`) },
    {
      name: say("product.template"),
      cell: ({ template }) => template ?? say("product.template.none"),
    },
    { name: say("product.vat_kind"), cell: ({ vat_kind }) => say(`product.vat_kind.${vat_kind}`) },
    {
      name: say("product.price"),
      cell: ({ price }) => (price ? money(price) : say("product.price.none")),
      isNumber: true,
    },
  ];
  return (
    <Paged query={useProducts(query)} rowsOf={({ products }) => products}>
      {(rows) => (
        <Table
          caption={say("products.title")}
          columns={columns}
          rows={rows}
          keyOf={({ id }) => id}
          empty={say("products.none")}
        />
      )}
    </Paged>
  );
}
