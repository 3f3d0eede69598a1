import { type ComponentType, lazy, Suspense } from "react";
import { Route, Switch, useLocation } from "wouter";
import { Skeleton } from "../components/Skeleton";
import { NowherePage } from "../pages/NowherePage";
import { SubscriptionsPage } from "../pages/subscriptions/SubscriptionsPage";
import { PageGuard } from "./PageGuard";

const documents = () => import("../pages/invoices/InvoicePages");
const HistoryPage = later(async () => (await import("../pages/history/HistoryPage")).HistoryPage);
const InvoicesPage = later(async () => (await documents()).InvoicesPage);
const InvoicePage = later(async () => (await documents()).InvoicePage);
const AdvancePage = later(async () => (await documents()).AdvancePage);
const DraftPage = later(async () => (await documents()).DraftPage);
const NoticesPage = later(async () => (await import("../pages/notices/NoticesPage")).NoticesPage);
const SettingsPage = later(
  async () => (await import("../pages/settings/SettingsPage")).SettingsPage,
);

/** Which page an address shows. The code of all but the first comes when it is needed. */
export function Pages() {
  const [path] = useLocation();
  return (
    <PageGuard key={path}>
      <Suspense fallback={<Skeleton />}>
        <Switch>
          <Route path="/" component={SubscriptionsPage} />
          <Route path="/history" component={HistoryPage} />
          <Route path="/invoices" component={InvoicesPage} />
          <Route path="/invoices/:id">{({ id }) => <InvoicePage id={id} />}</Route>
          <Route path="/advance-invoices/:id">{({ id }) => <AdvancePage id={id} />}</Route>
          <Route path="/drafts/:month">{({ month }) => <DraftPage month={month} />}</Route>
          <Route path="/settings" component={SettingsPage} />
          <Route path="/settings/notices" component={NoticesPage} />
          <Route component={NowherePage} />
        </Switch>
      </Suspense>
    </PageGuard>
  );
}

/** A page whose code is fetched when it is shown for the first time. */
function later<P extends object>(fetchCode: () => Promise<ComponentType<P>>) {
  return lazy(async () => ({ default: await fetchCode() }));
}
