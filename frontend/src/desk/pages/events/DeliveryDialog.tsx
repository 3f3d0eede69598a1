import { announce } from "../../../app/announce";
import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import { Facts } from "../../../components/Facts";
import { Loaded } from "../../../components/Loaded";
import type { DeliveryDetails } from "../../api/types";
import { useMay } from "../../app/may";
import { Attempts } from "../../components/Attempts";
import { Fault } from "../../components/Fault";
import { RawText } from "../../components/RawText";
import { useDelivery, useRedeliver } from "../../resources/events";
import { useWords } from "../../words/words";
import { DeliveryBadge } from "./DeliveryBadge";

interface Props {
  endpoint: string;
  event: string;
  onClose: () => void;
}

/** One delivery: what is sent, every attempt, and once more. */
export function DeliveryDialog({ endpoint, event, onClose }: Props) {
  const { say } = useWords();
  const may = useMay();
  const redeliver = useRedeliver(endpoint, event);
  const again = () =>
    redeliver.mutate(undefined, { onSuccess: () => announce(say("delivery.again.done")) });
  return (
    <Dialog title={say("delivery.title")} onClose={onClose} className="wide-dialog">
      <Loaded query={useDelivery(endpoint, event)}>
        {(delivery) => <Body delivery={delivery} />}
      </Loaded>
      <Fault error={redeliver.error} />
      <div className="answers">
        <Button onClick={onClose}>{say("close")}</Button>
        {may("redeliver_event") && (
          <Button busy={redeliver.isPending} onClick={again}>
            {say("delivery.again")}
          </Button>
        )}
      </div>
    </Dialog>
  );
}

function Body({ delivery }: { delivery: DeliveryDetails }) {
  const { say, name, instant } = useWords();
  const { account, at, body, event_id, next_attempt_at, state, tries, type } = delivery;
  return (
    <div className="exchange">
      <Facts
        facts={[
          [say("deliveries.topic"), `${name("topic", type)} (${type})`],
          [say("deliveries.state"), <DeliveryBadge key="state" state={state} />],
          [say("deliveries.at"), instant(at)],
          [say("account.number.label"), account],
          ["webhook-id", <code key="id">{event_id}</code>],
          [say("notices.next"), next_attempt_at ? instant(next_attempt_at) : null],
        ]}
      />
      <RawText title={say("delivery.body")} text={inLines(body)} bytes={body.length} />
      <Attempts
        rows={tries.map(({ at: when, milliseconds, number, reason, status }) => ({
          number,
          at: when,
          result: status ? `HTTP ${status}` : say("notice.answer.none"),
          isGood: status != null && status >= 200 && status < 300,
          reason: reason ?? "",
          milliseconds,
        }))}
      />
    </div>
  );
}

/** The same document, a field a line. */
function inLines(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
