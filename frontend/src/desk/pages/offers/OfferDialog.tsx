import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import { Loaded } from "../../../components/Loaded";
import { useOffer } from "../../resources/catalogue";
import { useWords } from "../../words/words";

interface Props {
  integrator: string;
  version: string;
  onClose: () => void;
}

/** A version with its text. */
export function OfferDialog({ integrator, version, onClose }: Props) {
  const { say } = useWords();
  return (
    <Dialog title={`${say("offer.version")} ${version}`} onClose={onClose} className="wide-dialog">
      <Loaded query={useOffer(integrator, version)}>
        {({ content }) => (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
          <section className="offer lines" aria-label={say("offer.text")} tabIndex={0}>
            {content}
          </section>
        )}
      </Loaded>
      <div className="answers">
        <Button onClick={onClose}>{say("close")}</Button>
      </div>
    </Dialog>
  );
}
