import type { Platform } from "../../api/types";
import { Disclosure } from "../../components/Disclosure";
import { Note } from "../../components/Note";
import { useLanguage } from "../../words/context";
import { ItemCard } from "./ItemCard";

/** What a platform says it offers. When it does not answer, nothing else is touched by that. */
export function PlatformCatalogue({ platform }: { platform: Platform }) {
  const { say, instant } = useLanguage();
  const { as_of, catalogue, items, storefront } = platform;
  if (catalogue === "unavailable") {
    return <Note tone="warn">{say("platform.unavailable")}</Note>;
  }
  return (
    <>
      {catalogue === "stale" && (
        <Note tone="warn">{say("stale.as_of", { at: as_of ? instant(as_of) : "" })}</Note>
      )}
      <Disclosure
        summary={say("platform.items", { n: items.length })}
        startsOpen={storefront !== "frame"}
      >
        {() => (
          <ul className="items">
            {items.map((item) => (
              <li key={item.key}>
                <ItemCard item={item} />
              </li>
            ))}
          </ul>
        )}
      </Disclosure>
    </>
  );
}
