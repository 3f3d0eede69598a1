import { addressOf } from "../../api/client";
import { Button } from "../../components/Button";
import { useLanguage } from "../../words/context";

/** To take a document along, or to print it. `pdf`: where it is on paper. */
export function DocumentActs({ pdf }: { pdf: string }) {
  const { say } = useLanguage();
  return (
    <div className="acts">
      <a href={addressOf(pdf)} target="_blank" rel="noopener" className="button main">
        {say("invoice.pdf")}
      </a>
      <Button icon="print" onClick={() => window.print()}>
        {say("invoice.print")}
      </Button>
    </div>
  );
}
