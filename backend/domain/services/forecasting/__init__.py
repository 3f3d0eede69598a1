"""Forecasting: what will be debited (прогноз), and advance invoices for it.

Owns: the course of an account day by day, the assumptions, what is announced, which advance
invoices stand. Does not own: what a line costs and how it is charged; that is the billing run's own
code, worked here on copies, so that a forecast and the run cannot differ.
"""
