import { Loaded } from "../../components/Loaded";
import { Page } from "../../components/Page";
import { Section } from "../../components/Section";
import { useMonths } from "../../resources/money";
import { useLanguage } from "../../words/context";
import { MonthsPlot } from "./MonthsPlot";
import { Movements } from "./Movements";

/** What money did: the year at a glance, then every movement. */
export function HistoryPage() {
  const { say } = useLanguage();
  return (
    <Page title={say("history.title")}>
      <Section title={say("months.title")} className="card">
        <Loaded query={useMonths()}>{({ months }) => <MonthsPlot months={months} />}</Loaded>
      </Section>
      <Section title={say("movements.title")}>
        <Movements />
      </Section>
    </Page>
  );
}
