"""The desk in the browser asks for what the server's table of permissions knows, by its names."""

import re

import pytest

from backend.api.operator.staff import PUBLIC
from backend.domain.services.access.permissions import PERMISSIONS
from tests.architecture import ROOT

DESK = ROOT / "frontend" / "src" / "desk"


@pytest.mark.parametrize("name", ["app/operations.ts", "pages/audit/deeds.ts"])
def test_the_desk_knows_no_operation_that_there_is_not(name: str) -> None:
    named = re.findall(r'^  "(\w+)",$', (DESK / name).read_text(), re.MULTILINE)
    assert named
    assert set(named) <= PERMISSIONS.keys() | PUBLIC
