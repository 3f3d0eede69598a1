"""Documents for people: invoices as PDF."""
