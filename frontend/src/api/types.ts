/** Short names for the contract's documents. */
import type { components } from "./schema";

type Schemas = components["schemas"];

export type Act = Schemas["Act"];
export type Activation = Schemas["ActivationResult"];
export type AdvanceInvoice = Schemas["AdvanceInvoiceResult"];
export type AdvanceInvoiceSummary = Schemas["AdvanceInvoiceSummary"];
export type Catalogue = Schemas["CatalogueResult"];
export type Debit = Schemas["DebitResult"];
export type DebitLine = Schemas["DebitLineResult"];
export type Effect = Schemas["EffectResult"];
export type Forecast = Schemas["ForecastResult"];
export type Invoice = Schemas["InvoiceResult"];
export type InvoiceSummary = Schemas["InvoiceSummary"];
export type Item = Schemas["ItemResult"];
export type Month = Schemas["MonthResult"];
export type Movement = Schemas["MovementResult"];
export type Movements = Schemas["MovementsResult"];
export type Notice = Schemas["NoticeResult"];
export type NoticeChoices = Schemas["ContactChoices"];
export type NoticeSettings = Schemas["NoticeSettingsResult"];
export type Platform = Schemas["PlatformResult"];
export type Preview = Schemas["PreviewResult"];
export type Portal = Schemas["ConsentResult"];
export type Problem = Schemas["Problem"];
export type Product = Schemas["ProductResult"];
export type Profile = Schemas["ProfileResult"];
export type Session = Schemas["SessionResult"];
export type Standing = Schemas["StandingResult"];
export type Step = Schemas["StepResult"];
export type StorefrontLink = Schemas["StorefrontResult"];
export type Subscription = Schemas["SubscriptionResult"];
export type SubscriptionDetails = Schemas["SubscriptionDetails"];
export type Summary = Schemas["SummaryResult"];
