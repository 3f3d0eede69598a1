import { useId, useRef, useState } from "react";
import type { Product } from "../../api/types";
import { Badge } from "../../components/Badge";
import { Button } from "../../components/Button";
import { useLanguage } from "../../words/context";
import { priceWords, taxWords } from "./productWords";
import { SubscribeDialog } from "./SubscribeDialog";

/** A product that billing charges: it is subscribed to here. */
export function ProductCard({ product }: { product: Product }) {
  const language = useLanguage();
  const { say } = language;
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  const [isAsked, setAsked] = useState(false);
  const close = () => setAsked(false);
  return (
    <article aria-labelledby={id} className="card product">
      <h4 id={id} ref={heading} tabIndex={-1}>
        {product.title}
      </h4>
      {product.platform && <p className="origin">{product.platform.title}</p>}
      <p className="price">{priceWords(product, language)}</p>
      <p className="small">{taxWords(product, language)}</p>
      {product.trial_days > 0 && <p>{say("product.trial", { n: product.trial_days })}</p>}
      {product.parts.length > 0 && (
        <p className="small">{say("product.parts", { parts: product.parts.join(", ") })}</p>
      )}
      {product.subscribed ? (
        <Badge tone="good" icon="check">
          {say("product.subscribed")}
        </Badge>
      ) : (
        <Button look="main" about={product.title} onClick={() => setAsked(true)}>
          {say("subscribe")}
        </Button>
      )}
      {isAsked && (
        <SubscribeDialog
          product={product}
          onClose={close}
          onDone={() => {
            close();
            setTimeout(() => heading.current?.focus());
          }}
        />
      )}
    </article>
  );
}
