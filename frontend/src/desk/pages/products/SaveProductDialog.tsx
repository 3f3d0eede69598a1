import { useLocation } from "wouter";
import type { Product } from "../../api/types";
import { DeedDialog } from "../../components/DeedDialog";
import { Reason } from "../../components/Reason";
import { useSaveProduct } from "../../resources/products";
import { useWords } from "../../words/words";
import { productOf } from "./fields";
import { ProductFields } from "./ProductFields";

interface Props {
  product?: Product;
  onClose: () => void;
}

/** A product to be, or changes of one. */
export function SaveProductDialog({ product, onClose }: Props) {
  const { say } = useWords();
  const [, go] = useLocation();
  const save = useSaveProduct();
  return (
    <DeedDialog
      title={product?.title ?? say("products.add")}
      confirm={say("save")}
      deed={save}
      read={(form) => productOf(form, product)}
      onClose={onClose}
      onDone={product ? undefined : ({ id }) => go(`/products/${id}`)}
    >
      <ProductFields {...(product && { product })} />
      <Reason />
    </DeedDialog>
  );
}
