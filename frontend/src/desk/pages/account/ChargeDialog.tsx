import { useState } from "react";
import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import { Loaded } from "../../../components/Loaded";
import { useMay } from "../../app/may";
import { useCharge } from "../../resources/charges";
import { useWords } from "../../words/words";
import { ChargeBody } from "./ChargeBody";
import { CorrectDialog } from "./CorrectDialog";

interface Props {
  id: string;
  onClose: () => void;
}

/** A charge with all that hangs on it; from here money is given back. */
export function ChargeDialog({ id, onClose }: Props) {
  const { say } = useWords();
  const may = useMay();
  const query = useCharge(id);
  const [isCorrecting, setCorrecting] = useState(false);
  const charge = query.data;
  if (isCorrecting && charge) {
    return <CorrectDialog charge={charge} onClose={() => setCorrecting(false)} />;
  }
  const mayCorrect = may("correct_charge") && charge && Number(charge.left) > 0;
  return (
    <Dialog title={charge?.text ?? say("charge.details")} onClose={onClose} className="wide-dialog">
      <Loaded query={query}>{(found) => <ChargeBody charge={found} />}</Loaded>
      <div className="answers">
        <Button onClick={onClose}>{say("close")}</Button>
        {mayCorrect && (
          <Button look="danger" onClick={() => setCorrecting(true)}>
            {say("charge.correct")}
          </Button>
        )}
      </div>
    </Dialog>
  );
}
