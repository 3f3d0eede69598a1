/** Short names for the contract's documents. */
import type { components } from "./schema";

type Schemas = components["schemas"];

export type Account = Schemas["AccountResult"];
export type AccountChange = Schemas["AccountChangeRequest"];
export type AccountStatus = Schemas["AccountStatus"];
export type AccountSummary = Schemas["AccountSummary"];
export type AuditRecord = Schemas["AuditResult"];
export type Connection = Schemas["ConnectionResult"];
export type Finding = Schemas["FindingResult"];
export type ImportLine = Schemas["ImportLine"];
export type ImportProgress = Schemas["ImportProgress"];
export type ImportRow = Schemas["ImportRow"];
export type Integrator = Schemas["IntegratorResult"];
export type IntegratorChange = Schemas["ChangeIntegrator"];
export type Member = Schemas["MemberResult"];
export type NewIntegrator = Schemas["AddIntegrator"];
export type NewMember = Schemas["NewMemberResult"];
export type Offer = Schemas["ListedOffer"];
export type Parked = Schemas["ParkedResult"];
export type Payment = Schemas["PaymentResult"];
export type Product = Schemas["ProductResult"];
export type ProductChange = Schemas["SaveProduct"];
export type ProductSummary = Schemas["ListedProduct"];
export type Role = Schemas["Role"];
export type Run = Schemas["RunResult"];
export type SecretTold = Schemas["SecretResult"];
export type Session = Schemas["StaffSessionResult"];
export type Storefront = Schemas["StorefrontRequest"];
export type Template = Schemas["TemplateResult"];
export type TemplateExample = Schemas["ExampleRequest"];
export type TemplatePreview = Schemas["PreviewResult"];
export type TemplateTerms = Schemas["TemplateTerms"];
export type TemplateVersion = Schemas["TemplateVersion"];
export type TotpSecret = Schemas["TotpResult"];
