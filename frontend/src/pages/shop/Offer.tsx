import type { Preview } from "../../api/types";
import { useLanguage } from "../../words/context";

/** The whole offer, to be read where it stands, and the consent to it. */
export function Offer({ offer }: { offer: Preview["offer"] }) {
  const { say } = useLanguage();
  return (
    <>
      <h3>{say("offer.title")}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section className="offer lines" aria-label={say("offer.text")} tabIndex={0}>
        {offer.text}
      </section>
      <label className="consent">
        <input type="checkbox" name="consent" required />
        {say("offer.accept")}
      </label>
    </>
  );
}
