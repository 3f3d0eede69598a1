"""Tests of one module at a time, without processes, files or databases."""
