"""Runs, reports and invoices on the demonstration, the bulletin's golden case among them."""

import json
from pathlib import Path

import pytest

from tests.demonstration import Demonstration

pytestmark = pytest.mark.slow


def test_the_bulletins_report_row(demo: Demonstration) -> None:
    told = demo.vitrina("subscription", "report", "000123").stdout.splitlines()
    assert told[0] == "Иванов Д. И. · Антивирус Касперского · 1 мая – 30 мая · активен"

    first, _ = json.loads(demo.vitrina("subscription", "report", "000123", "--json").stdout)
    assert (first["first_day"], first["last_day"]) == ("2026-05-01", "2026-05-30")
    assert demo.vitrina("subscription", "report", "999").returncode == 1


def test_the_bulletins_invoice_has_the_internet_on_it(demo: Demonstration, tmp_path: Path) -> None:
    pdf = tmp_path / "invoice.pdf"
    done = demo.vitrina(
        "invoice", "show", "000123", "--month", "2026-05", "--pdf", str(pdf), "--json"
    )

    found = json.loads(done.stdout)
    (document,) = found["documents"]
    lines = [(line["text"], line["amount"]) for line in document["lines"]]
    assert lines == [
        ("Доступ в Интернет, тариф «Домашний 100», май 2026", "300.00"),
        ("Антивирус Касперского, 1 мая – 30 мая, 50р.", "50.00"),
    ]
    assert found["payable"] == "350.00"
    assert pdf.read_bytes().startswith(b"%PDF-")


def test_this_months_run_is_planned_reviewed_and_applied(demo: Demonstration) -> None:
    planned = json.loads(demo.vitrina("run", "status", "--json").stdout)
    assert (planned["state"], planned["lines"], planned["charged"]) == ("planned", 2, 0)
    again = demo.vitrina("run", "plan")
    assert (again.returncode, "not_found" in again.stderr) == (1, True)
    refused = demo.vitrina("run", "apply", "--hash", "0" * 64)
    assert "not_allowed" in refused.stderr

    done = demo.vitrina("run", "apply", "--hash", planned["hash"], "--json")

    applied = json.loads(done.stdout)
    assert (applied["state"], applied["charged_sum"]) == ("done", "420.00")
    assert applied["approved_by"] == "command line"
    assert "run cancel" not in demo.vitrina("run", "list").stdout
    assert demo.vitrina("run", "cancel").returncode == 1
    assert "Nothing is parked." in demo.vitrina("run", "parked").stdout
