"""The operator's guide: its commands, typed in their order into an empty installation, work and
answer what is shown; both languages type the same."""

import hashlib
import os
import re
from collections.abc import Iterator
from configparser import ConfigParser
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from subprocess import run

import pytest

from backend.cli.demo_months import StandingClock
from backend.container import Container
from backend.domain.services.subscribing.commands import Consent, Subscribe
from backend.domain.values.recurrence import add_months
from backend.settings import Settings
from backend.storage.embedded.owner import Owner
from backend.storage.embedded.programs import programs
from tests.architecture import ROOT
from tests.database import database
from tests.demonstration import Demonstration, environment, free_port
from tests.guide import Call, blocks, is_command, normal, read, steps, worked
from tests.integration.sandbox.serving import sandbox, vitrina

GUIDES = {lang: read(f"docs/operator-guide.{lang}.md") for lang in ("en", "ru")}
HEADING = re.compile(r"^(#+) (.*)$", re.MULTILINE)
(GATEWAY,) = set(re.findall(r"^VITRINA_NOTICE_GATEWAY_SECRET=(.*)$", GUIDES["en"], re.MULTILINE))
RESTORED = "postgresql://vitrina:secret@localhost/restored"


@dataclass(frozen=True, slots=True)
class Installation:
    """An empty database, a server, the platforms' sandbox, and an empty database beside it."""

    container: Container
    vitrina: Demonstration
    folder: Path
    restored: str

    def here(self, text: str) -> str:
        """With the addresses of this test in it."""
        for written, real in (
            ("http://127.0.0.1:8080", self.vitrina.url),
            ("http://localhost:8081", self.vitrina.sandbox),
            (RESTORED, self.restored),
        ):
            text = text.replace(written, real)
        return text

    def type(self, call: Call) -> None:
        """One block, and what it answers."""
        answered = worked(self.here(call.script), self.folder, self.vitrina)
        if call.kind:
            assert normal(answered) == normal(call.shown), call.script

    def let_a_month_pass(self) -> None:
        """Somebody has subscribed a month ago, and pays now: a run has something to do."""
        first = add_months(self.container.clock.moment().today.replace(day=1), -1)
        with closing(Container(self.container.settings, StandingClock(first))) as then:
            products = then.catalogue.current().products.values()
            (internet,) = (product.id for product in products if product.code == "internet")
            text_hash = hashlib.sha256(b"offer").hexdigest()
            consent = Consent(version="2026-01", text_hash=text_hash, address="counter")
            then.subscribers.carry_out(
                Subscribe(account="000124", actor="test", product_id=internet, consent=consent)
            )


@pytest.fixture
def installation(database_url: str, server_url: str, tmp_path: Path) -> Iterator[Installation]:
    """Everything that the guide's reader has after the first page."""
    port = free_port()
    settings = Settings().with_changes(database_url=database_url, secret_key="k" * 32)
    with (
        closing(Container(settings)) as container,
        vitrina(container) as address,
        database(server_url, "template1") as restored,
    ):
        keys = {code: container.links.verification_key(code) for code in ("rentsoft", "relans")}
        known = environment(tmp_path, address)
        variables = known | {
            "VITRINA_DATABASE_URL": database_url,
            "VITRINA_SECRET_KEY": "k" * 32,
            "VITRINA_NOTICE_GATEWAY_URL": f"http://localhost:{port}/inbox/notices",
            "VITRINA_NOTICE_GATEWAY_SECRET": GATEWAY,
            "VITRINA_EVENTS_HTTP": "on",
            "VITRINA_EVENTS_PRIVATE_NETWORKS": "127.0.0.0/8",
            "PATH": f"{programs(Owner.of(tmp_path))}{os.pathsep}{known['PATH']}",
        }
        with sandbox(address, port, tmp_path / "played", keys, inbox_secret=GATEWAY):
            demo = Demonstration(address, variables, f"http://localhost:{port}")
            yield Installation(container, demo, tmp_path, restored)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_the_commands_work(installation: Installation) -> None:
    before, month, after = re.split(r"^(?=## (?:9|10)\.)", GUIDES["en"], flags=re.MULTILINE)
    for call in steps(before):
        installation.type(call)
    installation.let_a_month_pass()
    for call in steps(month + after):
        installation.type(call)


def test_both_languages_type_the_same() -> None:
    english, russian = GUIDES["en"], GUIDES["ru"]
    assert steps(english) == steps(russian)
    for kind in ("ini", "nginx"):
        assert blocks(english, kind) == blocks(russian, kind)
    assert english.count("](figures/") == russian.count("](figures/") > 0


def test_both_languages_have_the_same_chapters() -> None:
    outline = {
        lang: [
            (level, re.match(r"\d+\.|…", title)) for level, title in HEADING.findall(without(text))
        ]
        for lang, text in GUIDES.items()
    }
    numbers = {
        lang: [(level, match and match[0]) for level, match in found]
        for lang, found in outline.items()
    }
    assert numbers["en"] == numbers["ru"]
    rows = {lang: len(re.findall(r"^\|", text, re.MULTILINE)) for lang, text in GUIDES.items()}
    assert rows["en"] == rows["ru"]


def without(text: str) -> str:
    """The text without its blocks: a comment in one is no heading."""
    return re.sub(r"^( *)```.*?^\1```$", "", text, flags=re.MULTILINE | re.DOTALL)


def test_the_set_up_that_is_named_can_be_made() -> None:
    for text in GUIDES.values():
        (targets,) = set(re.findall(r"`make (\.venv/runtime \w+)`", text))
        asked = ["make", "--dry-run", *targets.split()]
        assert run(asked, cwd=ROOT, capture_output=True, check=False).returncode == 0


def test_the_variables_are_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    for block in blocks(GUIDES["en"], "ini"):
        if not block.startswith("#"):
            for name, content in re.findall(r"^(\w+)=(.*)$", block, re.MULTILINE):
                monkeypatch.setenv(name, content)
    settings = Settings()
    assert settings.seller_inn == "7700000000"
    assert settings.notice_gateway_secret == GATEWAY


def test_the_services_start_what_there_is() -> None:
    (unit,) = (block for block in blocks(GUIDES["en"], "ini") if block.startswith("#"))
    parsed = ConfigParser(strict=False, interpolation=None)
    parsed.optionxform = str  # type: ignore[assignment, method-assign]  # names keep their case: the documented way
    parsed.read_string(unit)
    service = parsed["Service"]
    for name in ("ExecStartPre", "ExecStart"):
        program, _, words = service[name].partition(" ")
        assert program == "/opt/vitrina/.venv/bin/vitrina"
        assert is_command(f"vitrina {words}"), words


def test_the_proxy_tells_where_a_call_came_from() -> None:
    (proxy,) = blocks(GUIDES["en"], "nginx")
    assert proxy.count("{") == proxy.count("}")
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in proxy
    assert f"proxy_pass http://127.0.0.1:{Settings().port};" in proxy
    (megabytes,) = re.findall(r"client_max_body_size (\d+)m;", proxy)
    assert int(megabytes) * 2**20 >= Settings().import_max_body
