"""Who may what: scopes, requests that wait, tokens, and portals as they may be."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.errors import InvalidRequest
from backend.domain.services.portals.bind import (
    LIFETIME,
    Binding,
    BindingDecided,
    BindingState,
    Source,
    require_active,
    require_pending,
    scopes_of_request,
)
from backend.domain.services.portals.portal import (
    InsufficientScope,
    InvalidScope,
    Portal,
    PortalCaller,
    Reach,
    granted,
)
from backend.domain.services.portals.scopes import ABOUT, OF_ACCOUNTS, SCOPES, Scope
from backend.domain.services.portals.set_up import (
    MAX_CALLS,
    MAX_TITLE,
    NewPortal,
    change_portal,
    new_portal,
)
from tests.fakes.portals import portal

NOW = datetime(2026, 5, 1, tzinfo=UTC)
CITY = portal("city", "a secret that is long enough", *Scope)
SOME = st.frozensets(st.sampled_from(Scope))
WAITING = Binding(
    id=UUID(int=2),
    portal_id=CITY.id,
    portal="city",
    title="City",
    number="1001",
    account_id=1,
    source=Source.CONSENT,
    scopes=frozenset({Scope.ACCOUNTS_READ}),
    state=BindingState.PENDING,
    created_at=NOW,
    expires_at=NOW + LIFETIME,
    decided_at=None,
)


def with_scopes(scopes: frozenset[Scope]) -> Portal:
    """The portal, with these."""
    return replace(CITY, scopes=scopes)


def test_every_scope_is_explained_and_needed_by_something() -> None:
    assert set(ABOUT) == set(SCOPES.values()) == set(Scope)
    assert frozenset(Scope) - OF_ACCOUNTS == {Scope.BINDINGS_REQUEST, Scope.EVENTS_MANAGE}


@given(SOME, SOME)
def test_a_token_has_what_was_asked_for_and_never_more_than_its_portal(
    has: frozenset[Scope], asked: frozenset[Scope]
) -> None:
    if not asked:
        assert granted(with_scopes(has), asked) == granted(with_scopes(has), None) == has
    elif asked <= has:
        assert granted(with_scopes(has), [scope.value for scope in asked]) == asked
    else:
        with pytest.raises(InvalidScope):
            granted(with_scopes(has), asked)


def test_a_scope_that_there_is_not_is_not_granted() -> None:
    for asked in (["everything"], ["accounts:read", ""], ["ACCOUNTS:READ"]):
        with pytest.raises(InvalidScope):
            granted(CITY, asked)


@given(SOME, SOME)
def test_a_request_is_for_scopes_of_the_portal_that_concern_accounts(
    has: frozenset[Scope], asked: frozenset[Scope]
) -> None:
    if asked and asked <= has and asked <= OF_ACCOUNTS:
        assert scopes_of_request(with_scopes(has), asked) == asked
    else:
        with pytest.raises(InvalidRequest):
            scopes_of_request(with_scopes(has), asked)


@given(SOME, st.sampled_from(Scope))
def test_a_caller_may_what_its_token_says(has: frozenset[Scope], needed: Scope) -> None:
    caller = PortalCaller(CITY, has)
    if needed in has:
        caller.require(needed)
    else:
        with pytest.raises(InsufficientScope) as refused:
            caller.require(needed)
        assert refused.value.scope is needed


@given(st.sampled_from(BindingState), st.timedeltas(-2 * LIFETIME, 2 * LIFETIME))
def test_only_what_waits_is_decided(state: BindingState, after: timedelta) -> None:
    binding = replace(WAITING, state=state)
    if state is BindingState.PENDING and after < LIFETIME:
        require_pending(binding, NOW + after)
    else:
        with pytest.raises(BindingDecided):
            require_pending(binding, NOW + after)


def test_what_waits_is_over_at_its_last_moment() -> None:
    require_pending(WAITING, NOW + LIFETIME - timedelta(microseconds=1))
    with pytest.raises(BindingDecided):
        require_pending(WAITING, NOW + LIFETIME)


@pytest.mark.parametrize("state", BindingState)
def test_only_what_is_in_force_is_revoked(state: BindingState) -> None:
    binding = replace(WAITING, state=state)
    if state is BindingState.ACTIVE:
        require_active(binding)
    else:
        with pytest.raises(BindingDecided):
            require_active(binding)


def test_a_new_portal_is_on_and_nobody_knows_its_secret() -> None:
    made = new_portal(NewPortal(code="city", title="City"), UUID(int=7), NOW)
    assert (made.id, made.enabled, made.reach, made.secrets) == (UUID(int=7), True, Reach.BOUND, ())
    assert made.scopes == frozenset(Scope)


@pytest.mark.parametrize(
    "wrong",
    [
        {"code": "City"},
        {"code": "c"},
        {"code": "city\n"},
        {"code": ""},
        {"title": " "},
        {"title": "x" * (MAX_TITLE + 1)},
        {"scopes": frozenset()},
        {"networks": ("nowhere",)},
        {"networks": ("10.0.0.1/8",)},
        {"calls_per_minute": 0},
        {"calls_per_day": MAX_CALLS + 1},
    ],
)
def test_what_cannot_be_a_portal(wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidRequest):
        new_portal(NewPortal(**{"code": "city", "title": "City", **wrong}), UUID(int=7), NOW)
    if "code" not in wrong:
        with pytest.raises(InvalidRequest):
            change_portal(CITY, wrong)


@pytest.mark.parametrize("field", ["code", "id", "created_at", "secrets", "colour"])
def test_what_of_a_portal_stays_as_it_is(field: str) -> None:
    with pytest.raises(InvalidRequest):
        change_portal(CITY, {field: getattr(CITY, field, "red")})


def test_what_is_not_changed_stays() -> None:
    changed = change_portal(CITY, {"enabled": False, "networks": ["10.0.0.0/8"]})
    assert changed == replace(CITY, enabled=False, networks=("10.0.0.0/8",))
    assert change_portal(CITY, {}) == CITY


def test_secrets_are_not_in_what_is_printed() -> None:
    assert "secrets" not in repr(CITY)
    assert CITY.secrets[0].digest.hex() not in repr(CITY)
