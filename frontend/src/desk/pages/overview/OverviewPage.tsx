import { Page } from "../../../components/Page";
import { useWords } from "../../words/words";
import { Revenue } from "./Revenue";
import { States } from "./States";
import { Waiting } from "./Waiting";

/** The operator at a glance: what waits for a person, how many subscriptions, how much money. */
export function OverviewPage() {
  const { say } = useWords();
  return (
    <Page title={say("overview.title")}>
      <Waiting />
      <States />
      <Revenue />
    </Page>
  );
}
