"""Tests of logs, the correlation id and metrics."""
