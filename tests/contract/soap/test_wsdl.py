"""The published WSDLs: what clients trip over is not in them, and they never vary."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import zeep
from lxml import etree

from backend.soap import documents
from tests.contract.soap.conftest import Server
from tests.contract.soap.wire import Line
from tests.fakes.soap_world import SoapWorld

ROOT = Path(__file__).resolve().parents[3]
NAMES = ("rentsoft", "relans", "native", "portal")
WSDL = "{http://schemas.xmlsoap.org/wsdl/}"
XSD = "{http://www.w3.org/2001/XMLSchema}"


@pytest.fixture(params=NAMES)
def document(request: pytest.FixtureRequest) -> etree._Element:
    path = ROOT / "openapi" / f"{request.param}.wsdl"
    return etree.fromstring(path.read_bytes())


@pytest.mark.parametrize("name", NAMES)
def test_a_strict_client_loads_it_and_sees_both_versions(name: str) -> None:
    client: Any = zeep.Client  # strict by default
    loaded = client(str(ROOT / "openapi" / f"{name}.wsdl"))
    ((_, service),) = loaded.wsdl.services.items()
    assert [port[-6:] for port in service.ports] == ["Soap11", "Soap12"]
    operations = {tuple(port.binding.all()) for port in service.ports.values()}
    assert len(operations) == 1


@pytest.mark.parametrize("name", NAMES)
def test_the_committed_one_is_the_one_that_the_code_gives(name: str) -> None:
    rendered = getattr(documents, name)()
    assert rendered == (ROOT / "openapi" / f"{name}.wsdl").read_bytes()


def test_it_does_not_depend_on_the_hash_seed() -> None:
    script = (
        "from backend.soap import documents as d; import hashlib;"
        f"print([hashlib.sha256(getattr(d, name)()).hexdigest() for name in {NAMES}])"
    )

    def digests(seed: str) -> bytes:
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        return subprocess.check_output([sys.executable, "-c", script], env=environment, cwd=ROOT)

    assert digests("1") == digests("2")


def _declared(document: etree._Element) -> Iterator[str]:
    for element in document.iter():
        yield from (uri for prefix, uri in element.nsmap.items() if prefix)


def test_every_declared_namespace_is_used(document: etree._Element) -> None:
    text = etree.tostring(document).decode()
    prefixes = {prefix for element in document.iter() for prefix in element.nsmap if prefix}
    assert prefixes == {"wsdl", "xs", "soap", "soap12", "tns"}
    assert all(f"<{prefix}:" in text or f'"{prefix}:' in text for prefix in prefixes)
    assert not any("spyne" in uri or "envelope" in uri for uri in _declared(document))


def test_parts_are_named_parameters_and_nothing_orders_them(document: etree._Element) -> None:
    faults = ("ServiceException", "PolicyException")
    for message in document.iterfind(f"{WSDL}message"):
        (part,) = message
        assert part.get("name") == "parameters" or message.get("name") in faults
    assert not document.xpath("//*[@parameterOrder]")


def test_optional_members_are_absent_never_nil(document: etree._Element) -> None:
    assert not document.xpath("//*[@nillable]")


def test_lists_are_finite_in_requests(document: etree._Element) -> None:
    unbounded = document.xpath("//*[@maxOccurs='unbounded']/@name")
    assert set(unbounded) <= {"subscription", "step"}, "only in answers"


def test_the_schema_needs_no_other_document(document: etree._Element) -> None:
    assert document.find(f".//{XSD}import") is None
    assert len(document.findall(f".//{XSD}schema")) == 1


def test_soap_actions_have_the_dialects_form() -> None:
    forms = {
        "rentsoft": "charge",
        "relans": "urn:vitrina:relans:1#WriteOff",
        "native": "urn:vitrina:native:1/charge",
        "portal": "urn:vitrina:portal:1/getStorefrontLink",
    }
    for name, action in forms.items():
        document = etree.fromstring((ROOT / "openapi" / f"{name}.wsdl").read_bytes())
        assert document.xpath(f"count(//*[@soapAction='{action}'])") == 2.0


def test_the_served_one_has_the_public_address_whatever_host_the_caller_names(
    server: Server, world: SoapWorld
) -> None:
    del world
    line = Line(server.port)
    first = line.send("", {"Host": "evil.example"}, method="GET", path="/soap/rentsoft?wsdl")
    second = line.send("", {}, method="GET", path="/soap/rentsoft?WSDL")
    line.close()
    assert first.status == second.status == 200
    assert first.body == second.body
    assert f'location="{server.url}/soap/rentsoft"'.encode() in first.body
    assert b"evil" not in first.body
    assert first.headers["content-type"] == "text/xml; charset=utf-8"
