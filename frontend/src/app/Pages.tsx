import { Route, Switch } from "wouter";
import { HistoryPage } from "../pages/history/HistoryPage";
import { DraftPage } from "../pages/invoices/DraftPage";
import { InvoicePage } from "../pages/invoices/InvoicePage";
import { InvoicesPage } from "../pages/invoices/InvoicesPage";
import { NowherePage } from "../pages/NowherePage";
import { SettingsPage } from "../pages/settings/SettingsPage";
import { SubscriptionsPage } from "../pages/subscriptions/SubscriptionsPage";

/** Which page an address shows. */
export function Pages() {
  return (
    <Switch>
      <Route path="/" component={SubscriptionsPage} />
      <Route path="/history" component={HistoryPage} />
      <Route path="/invoices" component={InvoicesPage} />
      <Route path="/invoices/:id">{({ id }) => <InvoicePage id={id} />}</Route>
      <Route path="/drafts/:month">{({ month }) => <DraftPage month={month} />}</Route>
      <Route path="/settings" component={SettingsPage} />
      <Route component={NowherePage} />
    </Switch>
  );
}
