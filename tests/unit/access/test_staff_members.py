"""Who can be appointed, and what can be changed of the staff."""

import pytest

from backend.domain.errors import InvalidRequest, NotAllowed
from backend.domain.services.access.staff_members import (
    Member,
    MemberChange,
    change_member,
    require_free_name,
)
from backend.domain.values.roles import Role
from tests.fakes.manual_clock import START

ANNA = Member(name="anna", role=Role.ADMIN, enabled=True, has_totp=False, created_at=START)
OFF = MemberChange(enabled=False)


@pytest.mark.parametrize("name", ["anna", "anna.petrova", "a1", "x" * 32, "kassa-2_b"])
def test_names(name: str) -> None:
    require_free_name(name)


@pytest.mark.parametrize(
    "name", ["", "a", "Anna", "анна", "1anna", "anna\n", "x" * 33, "operator", "console", "a b"]
)
def test_what_is_no_name(name: str) -> None:
    with pytest.raises(InvalidRequest):
        require_free_name(name)


def test_what_is_not_said_stays() -> None:
    assert change_member(ANNA, MemberChange(), {"anna"}) == ANNA
    demoted = change_member(ANNA, MemberChange(role=Role.AUDITOR), {"anna", "boris"})
    assert (demoted.role, demoted.enabled) == (Role.AUDITOR, True)
    assert change_member(ANNA, OFF, {"anna", "boris"}).role is Role.ADMIN


@pytest.mark.parametrize("change", [OFF, MemberChange(role=Role.MANAGER)])
def test_the_last_admin_stays(change: MemberChange) -> None:
    with pytest.raises(NotAllowed):
        change_member(ANNA, change, {"anna"})


def test_others_come_and_go() -> None:
    cashier = Member(name="c", role=Role.CASHIER, enabled=True, has_totp=False, created_at=START)
    assert not change_member(cashier, OFF, {"anna"}).enabled
    assert change_member(cashier, MemberChange(role=Role.ADMIN), {"anna"}).role is Role.ADMIN
