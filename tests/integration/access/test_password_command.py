"""``vitrina account password``, as an operator uses it."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog
from typer.testing import CliRunner

from backend.cli.main import app
from backend.domain.errors import InvalidRequest, NotFound, WeakPassword
from backend.settings import Settings
from tests.access_door import PASSWORD, Door
from tests.commands import ACCOUNT

Vitrina = Callable[..., Any]


@pytest.fixture
def vitrina(door: Door, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Vitrina]:
    """The command on this door's database; answers what it printed, parsed where it is JSON."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"VITRINA_{name.upper()}", raising=False)
    monkeypatch.setenv("VITRINA_DATABASE_URL", door.url)
    monkeypatch.setenv("VITRINA_DATA_DIR", str(tmp_path))

    def run(*arguments: str, stdin: str = "") -> Any:
        result = CliRunner().invoke(app, ["account", "password", *arguments], input=stdin)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout) if "--json" in arguments else result.output

    before = structlog.get_config()
    yield run
    structlog.configure(**before)  # the command has set its own


def test_one_is_made_and_shown_once(vitrina: Vitrina, door: Door) -> None:
    signed_in = door.sign_in()
    made = vitrina(ACCOUNT, "--json")["password"]
    stored = door.value("SELECT password_hash FROM credential")
    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert door.whose(signed_in) is None
    assert door.answer(PASSWORD) == "not_authenticated"
    assert door.answer(made) == "ok"
    assert "shown once" in vitrina(ACCOUNT)


def test_one_is_read_and_not_shown(vitrina: Vitrina, door: Door) -> None:
    shown = vitrina(ACCOUNT, "--stdin", stdin="kettle drum № 9 \n")
    assert "kettle" not in shown
    assert door.answer("kettle drum № 9 ") == "ok"
    with pytest.raises(WeakPassword):
        vitrina(ACCOUNT, "--stdin", stdin="")


def test_it_is_taken_away(vitrina: Vitrina, door: Door) -> None:
    signed_in = door.sign_in()
    assert vitrina(ACCOUNT, "--remove", "--json") == {"number": ACCOUNT, "password": "removed"}
    assert door.whose(signed_in) is None
    assert door.answer(PASSWORD) == "not_authenticated"


def test_what_cannot_be_is_refused(vitrina: Vitrina) -> None:
    with pytest.raises(NotFound):
        vitrina("404")
    with pytest.raises(InvalidRequest):
        vitrina(ACCOUNT, "--remove", "--stdin")
