"""The doors for Vitrina's programs: the XML API and the instructions."""

import base64
import hashlib
import hmac
import json
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from lxml import etree

from backend.container import Container
from tests.integration.sandbox.rehearsal import CHEAP, CODES, Rehearsal, rehearse

_SECRET = "rentsoft-demo-storefront-2013"
_TITLE = "Антивирус Касперского"


def xml_address(it: Rehearsal, code: str, *, verbose: bool, key: str = "") -> str:
    """A signed reading of the catalogue for 000123."""
    now = int(it.container.clock.now().timestamp())
    if code == "rentsoft":
        signed = f"ag_uuid=000123&ag_timestamp={now}"
        sign = hashlib.md5((_SECRET + signed).encode(), usedforsecurity=False).hexdigest()
        rest = {"ag_verbose": int(verbose), "ag_service_key": key}
        return f"/rentsoft/2.01/xml?{signed}&ag_sign={sign}&{urlencode(rest)}"
    said = {"iss": "v", "aud": code, "sub": "000123", "jti": "j", "iat": now, "exp": now + 60}
    signed = urlencode({**said, "path": "catalogue"})
    verification_key = bytes.fromhex(it.container.links.verification_key(code))
    sign = hmac.digest(verification_key, signed.encode(), "sha256").hex()
    rest = {"verbose": int(verbose), "service_key": key}
    return f"/{code}/catalogue?{signed}&sign={sign}&{urlencode(rest)}"


async def read(it: Rehearsal, code: str, *, verbose: bool = True, key: str = "") -> Any:
    """The response element of a document."""
    answer = await it.http.get(xml_address(it, code, verbose=verbose, key=key))
    root = etree.fromstring(answer.content)
    assert (root.findtext("code"), answer.status_code) == ("0", 200)
    return root.find("response")


def instruction(
    it: Rehearsal, code: str, act: str, name: str, *, id_: str = "i-1", **off: Any
) -> httpx.Request:
    """A signed instruction about a subscription of 000123; ``off`` spoils it."""
    body = json.dumps(
        {
            "type": off.get("type", f"subscription.{act}"),
            "timestamp": "2026-05-01T09:00:00Z",
            "data": {"account": "000123", "subscription": name, "ends_on": "2026-05-30"},
        }
    ).encode()
    timestamp = int(it.container.clock.now().timestamp()) + off.get("late", 0)
    key = bytes.fromhex(off.get("key") or it.container.links.verification_key(code))
    signed = f"{id_}.{timestamp}.".encode() + body
    sign = base64.b64encode(hmac.digest(key, signed, "sha256")).decode()
    return it.http.build_request(
        "POST",
        f"/{code}/instructions",
        content=off.get("body", body),
        headers={
            "Content-Type": "application/json",
            "webhook-id": id_,
            "webhook-timestamp": str(timestamp),
            "webhook-signature": f"v1,bm9uc2Vuc2U= v1,{sign}",
        },
    )


async def name_of(it: Rehearsal, code: str) -> str:
    """The newest subscription as Vitrina knows it."""
    return str((await it.last(code))["external_key"])


@pytest.mark.parametrize("code", CODES)
def test_the_catalogue(container: Container, tmp_path: Path, code: str) -> None:
    async def scenario(it: Rehearsal) -> None:
        items = await read(it, code, verbose=False)
        assert len(items) >= 4
        assert {item.findtext("can_subscribe") for item in items} == {"0", "1"}
        assert items.find("item/verbose_oferta") is None
        assert items.find("item/subscription") is None
        (one,) = await read(it, code, key=CHEAP[code])
        assert "оферта" in one.findtext("verbose_oferta")
        assert "<p>" in one.findtext("verbose_description_full")

    rehearse(container, tmp_path, scenario)


def test_a_subscription_and_its_history(container: Container, tmp_path: Path) -> None:
    async def scenario(it: Rehearsal) -> None:
        await it.subscribe("rentsoft")
        (item,) = await read(it, "rentsoft", key=_TITLE)  # the name that charges have works, too
        assert item.findtext("prolongation_cost") == "50.00"
        assert item.findtext("next_charge_at") == "2026-05-31 00:00:00"
        subscription = item.find("subscription")
        assert subscription.findtext("created") == "2026-05-01 12:00:00"
        assert subscription.findtext("activation_status") == "done"
        assert "Ключ" in subscription.findtext("activation_details")
        assert (await it.http.get(subscription.findtext("link_64"))).status_code == 200
        history = [
            [line.findtext(name) for name in ("action", "money_charged", "next_charge_at")]
            for line in item.find("history")
        ]
        assert history == [["activate", "50.00", "2026-05-31 00:00:00"]]

    rehearse(container, tmp_path, scenario)


@pytest.mark.parametrize(("code", "key"), [("rentsoft", "drweb"), ("relans", "pro32")])
def test_an_activation_takes_half_an_hour(
    container: Container, tmp_path: Path, code: str, key: str
) -> None:
    async def scenario(it: Rehearsal) -> None:
        async def status() -> tuple[str, bool]:
            (item,) = await read(it, code, key=key)
            subscription = item.find("subscription")
            details = subscription.find("activation_details") is not None
            return subscription.findtext("activation_status"), details

        await it.subscribe(code, key)
        await it.control("time", minutes=29)
        assert await status() == ("pending", False)
        await it.control("time", minutes=1)
        assert await status() == ("done", True)

    rehearse(container, tmp_path, scenario)


def test_a_lock_is_shown(container: Container, tmp_path: Path) -> None:
    async def scenario(it: Rehearsal) -> None:
        for key in ("litres", CHEAP["relans"]):  # 399 and 25 of 500 roubles
            assert await it.subscribe("relans", key) == "subscribed"
        await it.control("time", days=30)
        (item,) = await read(it, "relans", key="litres")
        assert item.findtext("subscription/is_financial_locked") == "1"
        assert item.findtext("next_charge_at") == "2026-06-01 00:00:00"
        assert item.findtext("history/item[2]/action") == "financial_lock"

    rehearse(container, tmp_path, scenario)


@pytest.mark.parametrize("code", CODES)
def test_a_forged_reading_is_refused(container: Container, tmp_path: Path, code: str) -> None:
    async def scenario(it: Rehearsal) -> None:
        address = xml_address(it, code, verbose=True).replace("000123", "000124")
        answer = await it.http.get(address)
        root = etree.fromstring(answer.content)
        assert (answer.status_code, root.findtext("code")) == (403, "1")
        assert root.findtext("debug") == "bad_sign"

    rehearse(container, tmp_path, scenario)


@pytest.mark.parametrize("code", CODES)
def test_cancel_and_keep(container: Container, tmp_path: Path, code: str) -> None:
    async def scenario(it: Rehearsal) -> None:
        await it.subscribe(code)
        before, name = it.balance(), await name_of(it, code)
        calls = len((await it.books(code))["calls"])
        cancel = instruction(it, code, "cancel", name)
        assert [(await it.http.send(cancel)).status_code for _ in range(2)] == [204, 204]
        assert (await it.last(code))["status"] == "cancelling"
        keep = instruction(it, code, "keep", name, id_="i-2")
        assert (await it.http.send(keep)).status_code == 204
        assert (await it.http.send(cancel)).status_code == 204  # repeated: known, not done again
        assert (await it.last(code))["status"] == "active"
        await it.http.send(instruction(it, code, "cancel", name, id_="i-3"))
        await it.control("time", days=31)
        assert (await it.last(code))["status"] == "ended"
        assert len((await it.books(code))["calls"]) == calls  # the operator knows: not reported
        assert it.balance() == before
        late = instruction(it, code, "keep", name, id_="i-4")
        assert (await it.http.send(late)).status_code == 409

    rehearse(container, tmp_path, scenario)


def test_what_is_refused_for_good(container: Container, tmp_path: Path) -> None:
    async def scenario(it: Rehearsal) -> None:
        await it.subscribe("rentsoft", "safe-kids")
        part = instruction(it, "rentsoft", "cancel", await name_of(it, "rentsoft"))
        assert (await it.http.send(part)).status_code == 409
        unknown = instruction(it, "rentsoft", "cancel", "nothing", id_="i-2")
        assert (await it.http.send(unknown)).status_code == 409
        strange = instruction(it, "rentsoft", "cancel", "x", id_="i-3", type="subscription.eat")
        assert (await it.http.send(strange)).status_code == 422
        assert (await it.last("rentsoft"))["status"] == "active"

    rehearse(container, tmp_path, scenario)


@pytest.mark.parametrize(
    "off",
    [{"late": 301}, {"late": -301}, {"key": "00" * 32}, {"body": b"{}"}],
    ids=["early", "late", "other key", "other body"],
)
def test_what_is_not_signed_now_may_come_again(
    container: Container, tmp_path: Path, off: dict[str, Any]
) -> None:
    async def scenario(it: Rehearsal) -> None:
        await it.subscribe("relans")
        name = await name_of(it, "relans")
        answer = await it.http.send(instruction(it, "relans", "cancel", name, **off))
        assert answer.status_code == 401
        assert (await it.last("relans"))["status"] == "active"

    rehearse(container, tmp_path, scenario)


@pytest.mark.parametrize("code", CODES)
def test_while_a_charge_is_in_doubt_an_instruction_has_to_wait(
    container: Container, tmp_path: Path, code: str
) -> None:
    async def scenario(it: Rehearsal) -> None:
        await it.subscribe(code)
        name = await name_of(it, code)
        await it.arm(code, "lose_answer", on=True)
        await it.control("time", days=30)
        cancel = instruction(it, code, "cancel", name)
        assert (await it.http.send(cancel)).status_code == 503
        await it.arm(code, "lose_answer", on=False)
        await it.control("work")
        assert (await it.http.send(cancel)).status_code == 204
        assert (await it.last(code))["status"] == "cancelling"

    rehearse(container, tmp_path, scenario)


@pytest.mark.parametrize("code", CODES)
def test_garbage_and_being_down(container: Container, tmp_path: Path, code: str) -> None:
    async def scenario(it: Rehearsal) -> None:
        await it.subscribe(code)
        cancel = instruction(it, code, "cancel", await name_of(it, code))
        await it.arm(code, "garbage", calls=2)
        garbled = await it.http.get(xml_address(it, code, verbose=False))
        with pytest.raises(etree.XMLSyntaxError):
            etree.fromstring(garbled.content)
        assert (await it.http.send(cancel)).status_code == 500
        assert (await it.last(code))["status"] == "cancelling"  # done; told badly
        assert (await it.http.send(cancel)).status_code == 204
        await it.arm(code, "down", on=True)
        for request in (cancel, it.http.build_request("GET", it.link(code))):
            assert (await it.http.send(request)).status_code == 503
        await it.arm(code, "down", on=False)
        assert len(await read(it, code)) >= 4

    rehearse(container, tmp_path, scenario)
