"""Tokens by RFC 6749, 6750 and 7009."""

import logging

import pytest

from tests.contract.cabinet.world import OWN
from tests.contract.portal.world import PortalClient, PortalWorld

PROFILE = f"/accounts/{OWN}/profile"
GRANT = {"grant_type": "client_credentials"}


def status_of(client: PortalClient, token: str) -> int:
    """What a call with a token is answered."""
    return client.get(PROFILE, token=token).status_code


def test_credentials_come_by_basic_or_in_the_form(world: PortalWorld) -> None:
    client = world.client()
    in_form = {**GRANT, "client_id": client.code, "client_secret": client.secret}
    for answer in (client.form("/oauth/token", GRANT), client.form("/oauth/token", in_form, None)):
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "no-store"
        token = answer.json()
        assert (token["token_type"], token["expires_in"]) == ("Bearer", 600)
        assert status_of(client, token["access_token"]) == 200


@pytest.mark.parametrize(
    ("form", "status", "error"),
    [
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"scope": "invoices:read"}, 400, "unsupported_grant_type"),
        ({**GRANT, "scope": "everything"}, 400, "invalid_scope"),
        ({**GRANT, "client_secret": "x"}, 400, "invalid_request"),
    ],
)
def test_what_is_not_granted(
    world: PortalWorld, form: dict[str, str], status: int, error: str
) -> None:
    answer = world.client().form("/oauth/token", form)
    assert (answer.status_code, answer.json()["error"]) == (status, error)


def test_who_is_not_known_is_told_in_one_way(world: PortalWorld) -> None:
    client = world.client()
    off = world.client("off")
    with world._unit() as unit:
        world.office.change(unit, "off", {"enabled": False})
        unit.commit()
    told = set()
    for login in (("city", "wrong"), ("nobody", client.secret), ("off", off.secret), ("", "")):
        answer = client.form("/oauth/token", GRANT, login)
        assert answer.headers["www-authenticate"].startswith("Basic")
        told.add((answer.status_code, answer.text))
    assert len(told) == 1
    assert told.pop()[0] == 401


def test_a_body_that_is_no_form_is_refused(world: PortalWorld) -> None:
    client = world.client()
    answer = client._send("POST", "/oauth/token", json=GRANT, auth=(client.code, client.secret))
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")
    twice = "grant_type=client_credentials&scope=a&scope=b"
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = client._send(
        "POST", "/oauth/token", content=twice, headers=headers, auth=(client.code, client.secret)
    )
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")


def test_fewer_scopes_may_be_asked_for(world: PortalWorld) -> None:
    client = world.client()
    assert client.sign_in(scope="invoices:read").json()["scope"] == "invoices:read"
    assert client.get(f"/accounts/{OWN}/invoices").status_code == 200
    refused = client.get(PROFILE)
    assert (refused.status_code, refused.json()["code"]) == (403, "insufficient_scope")
    challenge = refused.headers["www-authenticate"]
    assert 'error="insufficient_scope", scope="accounts:read"' in challenge


def test_a_token_ends_in_every_way(world: PortalWorld) -> None:
    client, other = world.client(), world.client("other")
    client.sign_in()
    revoked = client.token
    assert other.form("/oauth/revoke", {"token": revoked}).status_code == 200
    assert status_of(client, revoked) == 200  # it is not the other's to end
    assert client.form("/oauth/revoke", {"token": revoked}).status_code == 200
    assert client.form("/oauth/revoke", {"token": revoked}).status_code == 200
    client.sign_in()
    expired = client.token
    world.clock.advance(seconds=600)
    for token in (revoked, expired, "", "x", expired[:-1]):
        answer = client.get(PROFILE, token=token)
        assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")
        assert answer.headers["www-authenticate"].startswith("Bearer")


def test_who_is_switched_off_loses_its_tokens_for_good(world: PortalWorld) -> None:
    client = world.client()
    client.sign_in()
    for on in (False, True):
        with world._unit() as unit:
            world.office.change(unit, "city", {"enabled": on})
            unit.commit()
        assert status_of(client, client.token) == 401
    assert client.sign_in().status_code == 200


def test_a_scope_that_is_taken_away_is_gone_from_tokens(world: PortalWorld) -> None:
    client = world.client()
    client.sign_in()
    with world._unit() as unit:
        world.office.change(unit, "city", {"scopes": frozenset(["invoices:read"])})
        unit.commit()
    assert status_of(client, client.token) == 403


def test_two_secrets_are_good_while_one_replaces_the_other(world: PortalWorld) -> None:
    client = world.client()
    first = client.secret
    with world._unit() as unit:
        _, second = world.office.rotate(unit, "city")
        unit.commit()
    for secret in (first, second):
        assert client.form("/oauth/token", GRANT, ("city", secret)).status_code == 200
    world.clock.advance(days=7)
    assert client.form("/oauth/token", GRANT, ("city", first)).status_code == 401
    assert client.form("/oauth/token", GRANT, ("city", second)).status_code == 200


def test_neither_secrets_nor_tokens_are_stored_or_logged(
    world: PortalWorld, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    client = world.client()
    client.sign_in()
    client.get(PROFILE)
    said = caplog.text + "".join(capfd.readouterr()) + world.stored()
    for secret in (client.secret, client.token):
        assert secret not in said
        assert secret.encode().hex() not in said
