import type { ReactNode } from "react";
import { Redirect, Route, Switch } from "wouter";
import { AccountPage } from "../pages/account/AccountPage";
import { AccountsPage } from "../pages/accounts/AccountsPage";
import { AuditPage } from "../pages/audit/AuditPage";
import { AdvancePage } from "../pages/coming/AdvancePage";
import { AdvancesPage } from "../pages/coming/AdvancesPage";
import { ComingPage } from "../pages/coming/ComingPage";
import { CorrectionsPage } from "../pages/corrections/CorrectionsPage";
import { EndpointPage } from "../pages/events/EndpointPage";
import { EventsPage } from "../pages/events/EventsPage";
import { ImportsPage } from "../pages/imports/ImportsPage";
import { MePage } from "../pages/me/MePage";
import { NowherePage } from "../pages/NowherePage";
import { NoticePage } from "../pages/notices/NoticePage";
import { NoticesPage } from "../pages/notices/NoticesPage";
import { TextPage } from "../pages/notices/TextPage";
import { TextsPage } from "../pages/notices/TextsPage";
import { OffersPage } from "../pages/offers/OffersPage";
import { OverviewPage } from "../pages/overview/OverviewPage";
import { NewPlatformPage } from "../pages/platforms/NewPlatformPage";
import { PlatformPage } from "../pages/platforms/PlatformPage";
import { PlatformsPage } from "../pages/platforms/PlatformsPage";
import { PortalPage } from "../pages/portals/PortalPage";
import { PortalsPage } from "../pages/portals/PortalsPage";
import { ProductPage } from "../pages/products/ProductPage";
import { ProductsPage } from "../pages/products/ProductsPage";
import { ReportPage } from "../pages/reports/ReportPage";
import { ReportsPage } from "../pages/reports/ReportsPage";
import { RunPage } from "../pages/runs/RunPage";
import { RunsPage } from "../pages/runs/RunsPage";
import { ReconciliationPage } from "../pages/settlements/ReconciliationPage";
import { SettlementsPage } from "../pages/settlements/SettlementsPage";
import { StaffPage } from "../pages/staff/StaffPage";
import { TaxesPage } from "../pages/taxes/TaxesPage";
import { NewTemplatePage, TemplatePage } from "../pages/templates/TemplatePage";
import { TemplatesPage } from "../pages/templates/TemplatesPage";
import { useWords } from "../words/words";
import { useMay, useMe } from "./may";
import type { Operation } from "./operations";

/** Which page an address shows. Without the second factor that the role needs there is one only. */
export function Pages() {
  const { totp_required } = useMe();
  if (totp_required) {
    return <MePage />;
  }
  return (
    <Switch>
      <Route path="/">
        <FrontPage />
      </Route>
      <Route path="/accounts">{guarded("accounts", <AccountsPage />)}</Route>
      <Route path="/accounts/:number">
        {({ number }) => guarded("account", <AccountPage key={number} number={number} />)}
      </Route>
      <Route path="/imports">{guarded("import_payments", <ImportsPage />)}</Route>
      <Route path="/notices">{guarded("notices", <NoticesPage />)}</Route>
      <Route path="/notices/:id">
        {({ id }) => guarded("notice", <NoticePage key={id} id={id} />)}
      </Route>
      <Route path="/notice-templates">{guarded("notice_templates", <TextsPage />)}</Route>
      <Route path="/notice-templates/:kind/:channel/:language">
        {(text) => guarded("notice_templates", <TextPage {...text} />)}
      </Route>
      <Route path="/coming">{guarded("forecast", <ComingPage />)}</Route>
      <Route path="/advance-invoices">{guarded("advance_invoices", <AdvancesPage />)}</Route>
      <Route path="/advance-invoices/:id">
        {({ id }) => guarded("advance_invoice", <AdvancePage key={id} id={id} />)}
      </Route>
      <Route path="/corrections">{guarded("corrections", <CorrectionsPage />)}</Route>
      <Route path="/runs">{guarded("runs", <RunsPage />)}</Route>
      <Route path="/runs/:id">{({ id }) => guarded("run", <RunPage key={id} id={id} />)}</Route>
      <Route path="/reports">{guarded("reports", <ReportsPage />)}</Route>
      <Route path="/reports/:name">
        {({ name }) => guarded("report", <ReportPage key={name} name={name} />)}
      </Route>
      <Route path="/settlements">{guarded("agreements", <SettlementsPage />)}</Route>
      <Route path="/reconciliations/:id">
        {({ id }) => guarded("reconciliation", <ReconciliationPage key={id} id={id} />)}
      </Route>
      <Route path="/platforms">{guarded("integrators", <PlatformsPage />)}</Route>
      <Route path="/platforms/new">{guarded("add_integrator", <NewPlatformPage />)}</Route>
      <Route path="/platforms/:code">
        {({ code }) => guarded("integrator", <PlatformPage key={code} code={code} />)}
      </Route>
      <Route path="/portals">{guarded("portals", <PortalsPage />)}</Route>
      <Route path="/portals/:code">
        {({ code }) => guarded("portal", <PortalPage key={code} code={code} />)}
      </Route>
      <Route path="/events">{guarded("event_endpoints", <EventsPage />)}</Route>
      <Route path="/events/:id">
        {({ id }) => guarded("event_endpoints", <EndpointPage key={id} id={id} />)}
      </Route>
      <Route path="/products">{guarded("products", <ProductsPage />)}</Route>
      <Route path="/products/:id">
        {({ id }) => guarded("product", <ProductPage key={id} id={id} />)}
      </Route>
      <Route path="/templates">{guarded("templates", <TemplatesPage />)}</Route>
      <Route path="/templates/new">{guarded("save_template", <NewTemplatePage />)}</Route>
      <Route path="/templates/:code">
        {({ code }) => guarded("templates", <TemplatePage key={code} code={code} />)}
      </Route>
      <Route path="/offers">{guarded("offers", <OffersPage />)}</Route>
      <Route path="/taxes">{guarded("tax_rates", <TaxesPage />)}</Route>
      <Route path="/staff">{guarded("staff", <StaffPage />)}</Route>
      <Route path="/audit">{guarded("audit", <AuditPage />)}</Route>
      <Route path="/me" component={MePage} />
      <Route>
        <NowherePage />
      </Route>
    </Switch>
  );
}

/** The overview; whoever sees no reports begins with the accounts. */
function FrontPage() {
  const may = useMay();
  return may("report") ? <OverviewPage /> : <Redirect to="/accounts" replace />;
}

function guarded(needs: Operation, page: ReactNode): ReactNode {
  return <Guarded needs={needs}>{page}</Guarded>;
}

/** A page that the role may see; else that it may not, however the address was come by. */
function Guarded({ needs, children }: { needs: Operation; children: ReactNode }) {
  const { say } = useWords();
  const may = useMay();
  return may(needs) ? children : <NowherePage why={say("nowhere.not_yours")} />;
}
