import { useId } from "react";
import type { Product } from "../../api/types";
import { useLanguage } from "../../words/context";
import { ProductCard } from "./ProductCard";

/** What the operator's own billing charges. */
export function Products({ products }: { products: Product[] }) {
  const { say } = useLanguage();
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>{say("shop.products")}</h3>
      <ul className="products">
        {products.map((each) => (
          <li key={each.id}>
            <ProductCard product={each} />
          </li>
        ))}
      </ul>
    </section>
  );
}
