"""Schemathesis calls everything that the contracts document, in every way they allow and refuse.

Two of its checks are left out. That valid data is accepted: our fields have rules that a schema
cannot say (a sum is above zero, a day is of this century), and document their refusal. That
invalid data is refused: it counts the session's cookie, which is sent with everything, as data.
"""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import httpx
import pytest

from backend.cli.demo_data import password_of, secret_of
from tests.demonstration import Demonstration, demonstration

pytestmark = pytest.mark.slow

PROGRAM = Path(sys.executable).with_name("schemathesis")
TOKEN = "the operator's token, for this test"
OPTIONS = (
    "--phases=examples,coverage,fuzzing",
    "--max-examples=5",
    "--exclude-checks=positive_data_acceptance,negative_data_rejection",
    "--generation-deterministic",
    "--continue-on-failure",
    "--warnings=off",
    "--no-color",
)


@pytest.fixture(scope="module")
def demo() -> Iterator[Demonstration]:
    """A demonstration of the module's own: what is called here leaves its traces."""
    with demonstration(VITRINA_OPERATOR_TOKEN=TOKEN) as running:
        yield running


def call_everything(demo: Demonstration, contract: str, *options: str) -> None:
    """Run it on a contract; what it finds is the failure's message."""
    base = f"{demo.url}/api/{contract}/v1"
    command: Sequence[str] = (
        str(PROGRAM), "run", f"{base}/openapi.json", f"--url={base}", *OPTIONS, *options,
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:  # it leaves a report where it is started
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, check=False, timeout=110
        )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr
    found = re.search(r"(\d+) generated", done.stdout)
    assert found
    assert int(found[1]) > 100


def test_the_partners_contract(demo: Demonstration) -> None:
    call_everything(demo, "partner", "--auth", f"relans:{secret_of('relans')}")


def test_the_portals_part_of_it(demo: Demonstration) -> None:
    """With a token that has every scope and no quota to speak of.

    Tokens themselves have a contract of another kind; a test event waits for a receiver that there
    is not.
    """
    changed = httpx.patch(
        f"{demo.url}/api/operator/v1/portals/city",
        json={"calls_per_minute": 1_000_000, "calls_per_day": 1_000_000},
        headers={"Authorization": f"Bearer {TOKEN}"},
        trust_env=False,
    )
    assert changed.status_code == 200, changed.text
    answer = httpx.post(
        f"{demo.url}/api/partner/v1/portal/oauth/token",
        data={"grant_type": "client_credentials"},
        auth=("city", secret_of("city")),
        trust_env=False,
    )
    call_everything(
        demo,
        "partner",
        "--header", f"Authorization: Bearer {answer.json()['access_token']}",
        "--include-path-regex", "^/portal/(accounts|bindings|event-)",
        "--exclude-path-regex", "/ping$",
    )  # fmt: skip


def test_the_cabinets_contract(demo: Demonstration) -> None:
    """All but signing out, after which everything would be refused."""
    answer = httpx.post(
        f"{demo.url}/api/cabinet/v1/session",
        json={"account": "77-0042", "password": password_of("77-0042")},
        trust_env=False,
    )
    cookie = answer.headers["set-cookie"].partition(";")[0]
    call_everything(
        demo,
        "cabinet",
        "--header", f"Cookie: {cookie}",
        "--header", f"X-CSRF-Token: {answer.json()['csrf_token']}",
        "--exclude-method", "DELETE",
    )  # fmt: skip


def test_the_staffs_contract(demo: Demonstration) -> None:
    """All but trying a connection, which waits for a platform that has nothing to say here."""
    call_everything(
        demo,
        "operator",
        "--header", f"Authorization: Bearer {TOKEN}",
        "--exclude-path", "/integrators/{code}/test",
    )  # fmt: skip
