"""Fixtures of the partner contract's tests."""

import pytest

from tests.contract.rest.world import World


@pytest.fixture
def world() -> World:
    """A fresh world; an unforeseen exception fails the test."""
    return World()
