import type { Platform } from "../../api/types";
import { Loaded } from "../../components/Loaded";
import { Section } from "../../components/Section";
import { useCatalogue } from "../../resources/shop";
import { useLanguage } from "../../words/context";
import { PlatformSection } from "./PlatformSection";
import { Products } from "./Products";

/** What else can be had: the platforms' storefronts and the operator's own products. */
export function Shop() {
  const { say } = useLanguage();
  return (
    <div id="shop">
      <Section title={say("shop.title")}>
        <Loaded query={useCatalogue()}>
          {({ platforms, products }) => {
            const open = platforms.filter(isOpen);
            return (
              <>
                {open.length + products.length === 0 && <p className="empty">{say("shop.none")}</p>}
                {open.map((each) => (
                  <PlatformSection key={each.code} platform={each} />
                ))}
                {products.length > 0 && <Products products={products} />}
              </>
            );
          }}
        </Loaded>
      </Section>
    </div>
  );
}

/** A platform that shows nothing and has nothing to read is no offer. */
function isOpen({ catalogue, storefront }: Platform): boolean {
  return storefront !== "none" || catalogue !== "absent";
}
