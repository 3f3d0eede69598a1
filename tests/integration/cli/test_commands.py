"""Every command, through the real console script on a real database."""

import json
import re
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import typer

from backend.cli.main import app
from tests.demonstration import CONSOLE, Demonstration

pytestmark = pytest.mark.slow

JsonObject = dict[str, Any]


def answer(demo: Demonstration, *arguments: str, status: int = 0, stdin: str = "") -> JsonObject:
    """What a command says with --json."""
    done = demo.vitrina(*arguments, "--json", stdin=stdin)
    assert done.returncode == status, done.stderr
    found: JsonObject = json.loads(done.stdout)
    return found


def refusal(demo: Demonstration, *arguments: str, status: int = 1) -> str:
    """The one line that a refused command leaves on standard error."""
    done = demo.vitrina(*arguments)
    assert done.returncode == status, done.stderr
    assert done.stdout == ""
    (line,) = done.stderr.strip().splitlines()
    return line


def test_an_account_and_its_payments(demo: Demonstration) -> None:
    opened = answer(demo, "account", "add", "0200", "Орлова Е. Е.", "--tariff", "inet-100")
    assert opened == {
        "number": "0200",
        "holder": "Орлова Е. Е.",
        "status": "active",
        "balance": "0.00",
        "held": "0.00",
        "available": "0.00",
        "tariffs": ["inet-100"],
    }
    paid = answer(demo, "payment", "add", "0200", "100.50", "--document", "PP-1")
    assert (paid["code"], paid["available"], paid["replayed"]) == ("ok", "100.50", False)
    assert answer(demo, "payment", "add", "0200", "100.50", "--document", "PP-1")["replayed"]
    conflict = answer(demo, "payment", "add", "0200", "99", "--document", "PP-1", status=1)
    assert conflict["code"] == "conflict"
    assert answer(demo, "operation", "show", "operator", "payment", "PP-1")["amount"] == "100.50"
    changed = answer(demo, "account", "set", "0200", "--status", "blocked", "--credit-limit", "50")
    assert (changed["status"], changed["available"]) == ("blocked", "150.50")
    assert answer(demo, "account", "set", "0200", "--promise", "10")["available"] == "160.50"
    assert "100.50" in demo.vitrina("account", "show", "0200").stdout


def test_what_cannot_be_is_refused_in_one_line(demo: Demonstration) -> None:
    assert "[not_found]" in refusal(demo, "account", "show", "404")
    assert "[already_exists]" in refusal(demo, "account", "add", "000123", "Иванов Д. И.")
    assert "[invalid_request]" in refusal(demo, "account", "add", "00 1", "Иванов Д. И.")
    assert "[not_found]" in refusal(demo, "account", "set", "404", "--status", "blocked")
    assert "[not_found]" in refusal(demo, "operation", "show", "rentsoft", "charge", "never")
    assert "[not_found]" in refusal(demo, "operation", "show", "nobody", "charge", "never")
    zero = ("payment", "add", "000123", "0", "--document", "PP-0")
    assert "[invalid_request]" in refusal(demo, *zero)
    unknown = answer(demo, "payment", "add", "404", "1", "--document", "PP-404", status=1)
    assert unknown["code"] == "unknown_account"


@pytest.mark.parametrize("amount", ["-1", "NaN", "1e3", "50.005", "٥٠", "9" * 400])
def test_amounts_are_read_like_everywhere(demo: Demonstration, amount: str) -> None:
    done = demo.vitrina("payment", "add", "--document", "PP-bad", "--", "000123", amount)
    assert done.returncode == 2
    assert "not an amount" in done.stderr


def test_a_platform_is_connected_tried_and_switched_off(demo: Demonstration) -> None:
    made = answer(
        demo, "integrator", "add", "softshop", "--title", "Soft Shop", "--max-charge", "9"
    )
    assert (made["dialect"], made["max_charge"]) == ("native", "9.00")
    login = ("softshop", made["secret"])
    listed = demo.vitrina("integrator", "list", "--json")
    assert [row["code"] for row in json.loads(listed.stdout)][:3] == [
        "rentsoft",
        "relans",
        "native",
    ]
    assert made["secret"] not in listed.stdout

    def status() -> int:
        url = f"{demo.url}/api/partner/v1/accounts/000123"
        return httpx.get(url, auth=login, trust_env=False).status_code

    wait_for(status, 200)
    tried = attempt(demo, "softshop", made["secret"])
    ways = {way: {f["result"] for f in tried if f["step"].startswith("platform:") is way}
            for way in (False, True)}  # fmt: skip
    assert ways == {False: {"ok"}, True: {"skipped"}}  # it has no storefront side
    changed = answer(
        demo, "integrator", "set", "softshop", "--disable", "--network", "192.0.2.0/24"
    )
    assert (changed["enabled"], changed["networks"]) == (False, ["192.0.2.0/24"])
    wait_for(status, 401)
    assert answer(demo, "integrator", "set", "softshop", "--enable")["enabled"]
    wait_for(status, 403)


def test_what_a_storefront_shares_with_us_is_not_shown(demo: Demonstration) -> None:
    wire = json.dumps({"storefront_form": "velvica", "storefront_secret": "canary-5e1f"})
    added = demo.vitrina("integrator", "add", "velvica", "--wire", wire, "--json")
    listed = demo.vitrina("integrator", "list", "--json")
    assert added.returncode == listed.returncode == 0
    assert "canary-5e1f" not in added.stdout + listed.stdout


def test_a_secret_is_changed_while_the_old_one_lasts(demo: Demonstration) -> None:
    old = answer(demo, "integrator", "add", "rotating")["secret"]
    new = answer(demo, "integrator", "secret", "rotating")["secret"]
    own = "a-platforms-own-long-secret"
    given = answer(demo, "integrator", "secret", "rotating", "--stdin", stdin=f"{own}\n")
    assert given["secret"] == "as given"
    assert old != new

    def statuses() -> list[int]:
        url = f"{demo.url}/api/partner/v1/accounts/000123"
        return [
            httpx.get(url, auth=("rotating", secret), trust_env=False).status_code
            for secret in (old, new, own)
        ]

    wait_for(statuses, [401, 200, 200])


def test_a_wrong_connection_is_told_apart(demo: Demonstration) -> None:
    wrong = attempt(demo, "rentsoft", "not-the-secret-at-all", status=1)
    assert next(f["step"] for f in wrong if f["result"] == "failed") == "SOAP: getUserInfo"
    absent = demo.with_variables(VITRINA_PUBLIC_URL="http://127.0.0.1:9")
    finding, *platform = attempt(absent, "rentsoft", "any", status=1)
    assert all(each["step"].startswith("platform:") for each in platform)
    assert "no answer" in finding["answer"]


def test_platforms_that_cannot_be(demo: Demonstration) -> None:
    assert "[invalid_request]" in refusal(demo, "integrator", "add", "Soft Shop")
    dialect = ("integrator", "add", "other", "--dialect", "klingon")
    assert "[invalid_request]" in refusal(demo, *dialect)
    storefront = '{"storefront_ulr": "https://shop.example"}'
    assert "storefront_url" in refusal(demo, "integrator", "add", "other", "--wire", storefront)
    wire = ("integrator", "add", "other", "--wire", '{"nonsense": 1}')
    assert "[invalid_request]" in refusal(demo, *wire)
    assert "[not_found]" in refusal(demo, "integrator", "set", "other", "--disable")
    assert "[already_exists]" in refusal(demo, "integrator", "add", "relans")
    assert demo.vitrina("integrator", "add", "other", "--wire", "[]").returncode == 2
    short = demo.vitrina("integrator", "secret", "relans", "--stdin", stdin="short\n")
    assert "[invalid_request]" in short.stderr


def test_verify_prints_every_rule(demo: Demonstration) -> None:
    done = demo.vitrina("verify", "--json")
    findings = json.loads(done.stdout)
    assert {finding["result"] for finding in findings} == {"ok"}
    assert {"stored_balance", "entries_balance"} <= {finding["name"] for finding in findings}
    assert all(finding["rule"] for finding in findings)
    table = demo.vitrina("verify").stdout
    assert f"All {len(findings)} rules hold." in table
    assert "\x1b[" not in table, "no colours where there is no terminal"


def test_what_is_due_is_done_at_once(demo: Demonstration) -> None:
    done = demo.vitrina("schedule", "--once")
    assert (done.returncode, done.stdout) == (0, "")


def test_migrating_again_changes_nothing(demo: Demonstration) -> None:
    assert demo.vitrina("migrate").returncode == 0


def test_a_taken_port_is_told(demo: Demonstration) -> None:
    port = demo.url.rpartition(":")[2]
    for command in ("demo", "serve"):
        line = refusal(demo, command, "--port", port)
        assert "[port_taken]" in line
        assert port in line


def test_the_demo_keeps_away_from_a_real_database(demo: Demonstration) -> None:
    real = demo.with_variables(VITRINA_DATABASE_URL="postgresql://nobody@127.0.0.1:9/x")
    line = refusal(real, "demo")
    assert "VITRINA_DATABASE_URL" in line


def test_a_database_that_is_away_and_a_wrong_setting(demo: Demonstration) -> None:
    away = demo.with_variables(VITRINA_DATABASE_URL="postgresql://u:hunter2@127.0.0.1:9/x")
    line = refusal(away, "account", "show", "1", status=3)
    assert "[unavailable]" in line
    assert "hunter2" not in line
    wrong = demo.with_variables(VITRINA_PORT="hunter2")
    line = refusal(wrong, "account", "show", "1", status=2)
    assert "VITRINA_PORT" in line
    assert "hunter2" not in line


def commands(command: Any, *path: str) -> Iterator[str]:
    """Every command there is, by its words; what has no commands of its own is one."""
    children = getattr(command, "commands", None)
    if children is None:
        yield " ".join(path)
        return
    for name, child in children.items():
        yield from commands(child, *path, name)


@pytest.mark.parametrize("command", sorted(commands(typer.main.get_command(app))))
def test_every_command_teaches(demo: Demonstration, command: str) -> None:
    done = demo.vitrina(*command.split(), "--help")
    assert done.returncode == 0
    assert "Example" in done.stdout
    assert f"vitrina {command}" in " ".join(done.stdout.split())


def test_the_installed_script_is_the_command(demo: Demonstration) -> None:
    done = subprocess.run(
        [CONSOLE, "operation", "show", "rentsoft", "charge", "never"],
        env=demo.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("error [not_found] ")


def attempt(demo: Demonstration, code: str, secret: str, status: int = 0) -> list[JsonObject]:
    """What `integrator test` finds."""
    asking = demo.with_variables(VITRINA_INTEGRATOR_SECRET=secret)
    done = asking.vitrina("integrator", "test", code, "--json")
    assert done.returncode == status, done.stderr
    found: list[JsonObject] = json.loads(done.stdout)
    return found


def wait_for(ask: Any, wanted: object, seconds: float = 10) -> None:
    """Servers follow a changed configuration within about a second."""
    deadline = time.monotonic() + seconds
    while (found := ask()) != wanted:
        assert time.monotonic() < deadline, f"{found} is not {wanted}"
        time.sleep(0.1)


def test_an_offer_is_published_once_and_listed(demo: Demonstration, tmp_path: Path) -> None:
    text = tmp_path / "offer.txt"
    text.write_text("Публичная оферта.\n", "utf-8")
    publish = ("offer", "publish", "cli-1", str(text), "--integrator", "relans")
    assert "cli-1" in demo.vitrina(*publish).stdout
    assert "[already_exists]" in refusal(demo, *publish)
    assert "cli-1" in demo.vitrina("offer", "list").stdout
    text.write_bytes(b"\xff\xfe")
    line = demo.vitrina("offer", "publish", "cli-2", str(text))
    assert line.returncode == 2
    late = ("offer", "publish", "cli-3", str(text), "--from", "2020-01-01")
    text.write_text("x", "utf-8")
    assert "[already_in_force]" in refusal(demo, *late)
    shown = ("offer", "show", "cli-1", "--integrator", "relans")
    assert "Публичная оферта." in demo.vitrina(*shown).stdout
    assert "[not_found]" in refusal(demo, "offer", "show", "cli-3")


def test_a_platforms_key_is_told_and_stays(demo: Demonstration) -> None:
    first, again = (demo.vitrina("integrator", "key", "relans").stdout for _ in range(2))
    assert first == again
    assert re.search(r"[0-9a-f]{64}", first)
    assert first != demo.vitrina("integrator", "key", "rentsoft").stdout
    assert "[not_found]" in refusal(demo, "integrator", "key", "nobody")
