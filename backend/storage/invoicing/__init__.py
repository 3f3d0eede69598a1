"""Invoicing's SQL: charges and live lines in, by the chunk; documents out, by COPY."""
