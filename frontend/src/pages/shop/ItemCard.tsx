import { useId } from "react";
import type { Item } from "../../api/types";
import { Badge } from "../../components/Badge";
import { type Language, useLanguage } from "../../words/context";

/** A product in its platform's words. It is bought in the storefront. */
export function ItemCard({ item }: { item: Item }) {
  const language = useLanguage();
  const { say } = language;
  const id = useId();
  return (
    <article aria-labelledby={id} className="item">
      {item.image && <img src={item.image} alt="" width="48" height="48" loading="lazy" />}
      <div>
        <h4 id={id}>{item.title}</h4>
        {item.vendor && <p className="origin">{item.vendor}</p>}
        <p className="price">{itemPrice(item, language)}</p>
        {item.description && <p className="lines small">{item.description}</p>}
        {item.conditions && <p className="lines small">{item.conditions}</p>}
        {item.subscribed && (
          <Badge tone="good" icon="check">
            {say("product.subscribed")}
          </Badge>
        )}
        {!item.available && (
          <Badge tone="calm" icon="stop">
            {say("product.not_sold")}
          </Badge>
        )}
      </div>
    </article>
  );
}

function itemPrice({ first_price, next_price }: Item, { say, money }: Language): string {
  if (first_price && next_price && first_price !== next_price) {
    return say("price.first_next", { first: money(first_price), next: money(next_price) });
  }
  const price = next_price ?? first_price;
  return price ? money(price) : say("price.unknown");
}
