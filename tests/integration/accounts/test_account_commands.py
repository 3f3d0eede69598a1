"""What the command line does to accounts and payments, and that it is on record."""

import json
from pathlib import Path

import pytest

from tests.billing_world import BillingWorld
from tests.demonstration import Demonstration, environment
from tests.subscriber_world import SubscriberWorld


@pytest.fixture
def console(database_url: str, tmp_path: Path) -> Demonstration:
    """The command line over the test's database."""
    variables = environment(tmp_path, "http://127.0.0.1") | {
        "VITRINA_DATABASE_URL": database_url,
        "VITRINA_SECRET_KEY": "k" * 32,
    }
    return Demonstration("", variables, "")


def test_every_act_is_on_record(console: Demonstration, database_url: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("number;holder\n3;Петров\n3;Орлов\n", "utf-8")
    (tmp_path / "p.csv").write_text("document;account;amount\nPP-2;2;1 000,50\n", "utf-8")
    for command, status in (
        (("account", "add", "2", "Иванов Д. И."), 0),
        (("account", "set", "2", "--credit-limit", "10", "--reason", "звонок"), 0),
        (("account", "password", "2"), 0),
        (("payment", "add", "2", "5", "--document", "PP-1", "--text", "касса"), 0),
        (("account", "import", str(tmp_path / "a.csv"), "--dry-run"), 1),
        (("account", "import", str(tmp_path / "a.csv")), 1),
        (("payment", "import", str(tmp_path / "p.csv")), 0),
        (("account", "password", "404"), 1),
        (("account", "add", "2", "Иванов Д. И."), 1),
    ):
        done = console.vitrina(*command)
        assert done.returncode == status, (command, done.stderr)
    world = BillingWorld(database_url)
    recorded = world.rows("SELECT operation, account, reason FROM audit ORDER BY id")
    assert recorded == [
        ("open_account", "2", ""),
        ("change_account", "2", "звонок"),
        ("set_account_password", "2", ""),
        ("record_payment", "2", "касса"),
        ("import_accounts", None, ""),
        ("import_accounts", None, ""),
        ("import_payments", None, ""),
        ("import_payments", None, ""),
    ]
    assert world.balance("2") == 1005_50
    world.close()


def test_a_report_for_programs(console: Demonstration, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes("номер;владелец\n7;Ёлкина\n7;Ёлкин\n".encode("windows-1251"))
    refused = console.vitrina("account", "import", str(file))
    assert (refused.returncode, "[unreadable_file]" in refused.stderr) == (1, True)
    done = console.vitrina("account", "import", str(file), "--encoding", "windows-1251", "--json")
    report, progress = (json.loads(line) for line in done.stdout.splitlines())
    assert report == {
        "report": {
            "row": 3,
            "result": "differs",
            "key": "7",
            "code": "already_exists",
            "field": "holder",
        }
    }
    assert progress["progress"] == {
        "rows": 2, "created": 1, "same": 0, "differs": 1, "refused": 0, "done": True,
    }  # fmt: skip
    assert console.vitrina("account", "import", str(tmp_path / "none.csv")).returncode == 2


def test_an_account_in_use_is_not_closed(console: Demonstration, database_url: str) -> None:
    world = SubscriberWorld(database_url)
    world.account("2", balance=100_00)
    world.subscribe(world.sell("antivirus", 50_00), account="2")
    done = console.vitrina("account", "set", "2", "--status", "closed")
    assert (done.returncode, "[account_in_use]" in done.stderr) == (1, True)
    world.close()
