import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import { Loaded } from "../../../components/Loaded";
import { RawText } from "../../components/RawText";
import { useExchange, useExchangesOf } from "../../resources/operations";
import { useWords } from "../../words/words";

interface Props {
  /** The operation's, as its platform calls it. */
  id: string;
  correlationId: string;
  onClose: () => void;
}

/** What went over the wire, letter by letter; secrets are masked by the server. */
export function ExchangeDialog({ id, correlationId, onClose }: Props) {
  const { say } = useWords();
  return (
    <Dialog title={say("exchange.title", { id })} onClose={onClose} className="wide-dialog">
      <Loaded query={useExchangesOf(correlationId)}>
        {({ exchanges }) => (
          <>
            {exchanges.length === 0 && <p>{say("exchange.none")}</p>}
            {exchanges.map((each) => (
              <Exchange key={each.id} id={each.id} />
            ))}
          </>
        )}
      </Loaded>
      <p className="small">
        {say("correlation")}: <code>{correlationId}</code>
      </p>
      <div className="answers">
        <Button onClick={onClose}>{say("close")}</Button>
      </div>
    </Dialog>
  );
}

function Exchange({ id }: { id: number }) {
  const { say, instant } = useWords();
  return (
    <Loaded query={useExchange(id)}>
      {(exchange) => (
        <div className="exchange">
          <p className="small">
            {instant(exchange.at)} ·{" "}
            {say("exchange.line", { ...exchange, ms: exchange.milliseconds })}
          </p>
          <RawText
            title={say("exchange.request")}
            text={exchange.request}
            bytes={exchange.request_bytes}
          />
          <RawText
            title={say("exchange.response")}
            text={exchange.response}
            bytes={exchange.response_bytes}
          />
        </div>
      )}
    </Loaded>
  );
}
