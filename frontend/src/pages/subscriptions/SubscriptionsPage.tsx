import { Page } from "../../components/Page";
import { useLanguage } from "../../words/context";
import { ComingSection } from "../coming/ComingSection";
import { Shop } from "../shop/Shop";
import { MySubscriptions } from "./MySubscriptions";
import { SummarySection } from "./SummarySection";

/** The front page: what there is, what it costs, what else can be had. Whatever the balance. */
export function SubscriptionsPage() {
  const { say } = useLanguage();
  return (
    <Page title={say("subscriptions.title")}>
      <SummarySection />
      <ComingSection />
      <MySubscriptions />
      <Shop />
    </Page>
  );
}
