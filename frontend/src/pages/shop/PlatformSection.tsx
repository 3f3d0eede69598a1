import { useId } from "react";
import type { Platform } from "../../api/types";
import { PlatformCatalogue } from "./PlatformCatalogue";
import { Storefront } from "./Storefront";

/** A platform: the way into its storefront, and what it offers there. */
export function PlatformSection({ platform }: { platform: Platform }) {
  const id = useId();
  const { catalogue, storefront, title } = platform;
  return (
    <section aria-labelledby={id} className="card platform">
      <h3 id={id}>{title}</h3>
      {storefront !== "none" && <Storefront platform={platform} />}
      {catalogue !== "absent" && <PlatformCatalogue platform={platform} />}
    </section>
  );
}
