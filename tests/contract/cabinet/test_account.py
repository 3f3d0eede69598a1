"""Money in the cabinet: profile, summary, movements, months, invoices, PDF."""

from io import BytesIO

from pypdf import PdfReader

from backend.domain.services.subscribing.commands import RefundPolicy
from tests.contract.cabinet.world import OTHER, OWN, CabinetWorld


def test_the_profile_tells_what_can_be_spent(world: CabinetWorld) -> None:
    world.set_credit_limit(50_00, OWN)
    world.promise(30_00, 3, OWN)
    profile = world.signed_in().get("/profile").json()
    assert profile == {
        "account": OWN,
        "holder": "Иванов Д. И.",
        "status": "active",
        "balance": "500.00",
        "held": "0.00",
        "available": "580.00",
        "credit_limit": "50.00",
        "promised": "30.00",
        "promised_until": profile["promised_until"],
    }
    world.clock.advance(days=4)
    profile = world.signed_in().get("/profile").json()
    assert (profile["promised"], profile["available"]) == ("0.00", "550.00")


def test_the_summary_says_whether_the_next_charge_is_covered(world: CabinetWorld) -> None:
    world.publish_offer()
    browser = world.signed_in()
    assert "next_payment" not in browser.get("/summary").json()
    browser.subscribe(world.sell("net", 300_00), "key-0001")
    world.bought(world.connect(), amount=50_00)
    summary = browser.get("/summary").json()
    assert (summary["balance"], summary["monthly_total"]) == ("150.00", "350.00")
    assert summary["states"] == {"active": 2}
    # The platform's period ends a day before the operator's month.
    assert summary["next_payment"] == {
        "on": "2026-05-31",
        "amount": "50.00",
        "covered": True,
        "missing": "0.00",
    }
    world.bought(world.connect("beta"), amount=130_00, product="suite")
    payment = browser.get("/summary").json()["next_payment"]
    assert (payment["amount"], payment["covered"], payment["missing"]) == (
        "180.00",
        False,
        "160.00",
    )


def test_movements_are_told_newest_first_and_by_pages(world: CabinetWorld) -> None:
    platform = world.connect()
    world.bought(platform, external_id="a", amount=50_00, text="Антивирус, 1 мес.")
    assert world.one(platform.reverse("a", OWN)).ok
    world.bought(platform, external_id="b", amount=20_00, product="other")
    browser = world.signed_in()
    page = browser.get("/movements").json()
    assert [(each["kind"], each["amount"], each["reversed"]) for each in page["movements"]] == [
        ("charge", "-20.00", False),
        ("reversal", "50.00", False),
        ("charge", "-50.00", True),
        ("payment", "500.00", False),
    ]
    assert page["movements"][2]["text"] == "Антивирус, 1 мес."
    assert (page["movements"][2]["first_day"], page["movements"][2]["last_day"]) == (
        "2026-05-01",
        "2026-05-30",
    )
    pieces, after = [], ""
    while True:
        piece = browser.get(f"/movements?limit=1{after}").json()
        pieces += piece["movements"]
        if "next" not in piece:
            break
        after = f"&before={piece['next']}"
    assert pieces == page["movements"]


def test_refunds_are_movements(world: CabinetWorld) -> None:
    world.publish_offer()
    browser = world.signed_in()
    browser.subscribe(world.sell("kav", 62_00))
    world.clock.advance(days=1)
    world.unsubscribe(
        world.newest_subscription(),
        immediately=True,
        refund=RefundPolicy.REMAINING_DAYS,
        account=OWN,
    )
    kinds = [each["kind"] for each in world.signed_in().get("/movements").json()["movements"]]
    assert kinds == ["refund", "charge", "payment"]


def test_months_are_twelve_and_say_what_invoices_say(world: CabinetWorld) -> None:
    world.publish_offer()
    browser = world.signed_in()
    browser.subscribe(world.sell("net", 100_00))
    platform = world.connect()
    world.bought(platform, external_id="a", amount=50_00)
    world.bought(platform, external_id="b", amount=20_00, product="other")
    world.one(platform.reverse("b", OWN))
    months = browser.get("/months").json()["months"]
    assert [each["month"] for each in months] == [
        "2025-06", "2025-07", "2025-08", "2025-09", "2025-10", "2025-11", "2025-12", "2026-01",
        "2026-02", "2026-03", "2026-04", "2026-05",
    ]  # fmt: skip
    assert months[-1]["total"] == "150.00"
    assert months[-1]["sums"] == [
        {"charge_type": "net", "amount": "100.00"},
        {"charge_type": "software", "amount": "50.00"},
    ]
    assert {each["total"] for each in months[:-1]} == {"0.00"}
    draft = browser.get("/drafts/2026-05").json()
    assert draft["total"] == months[-1]["total"]


def test_an_invoice_is_a_draft_first_and_then_final(world: CabinetWorld) -> None:
    world.bought(world.connect(), text="Антивирус Касперского, 1 мая – 30 мая, 50р.")
    browser = world.signed_in()
    (draft,) = browser.get("/invoices").json()["invoices"]
    assert (draft["status"], draft["month"], draft["total"]) == ("draft", "2026-05", "50.00")
    assert "id" not in draft
    invoice = world.invoice_of()
    (final,) = browser.get("/invoices").json()["invoices"]
    assert (final["id"], final["status"]) == (str(invoice), "final")
    whole = browser.get(f"/invoices/{invoice}").json()
    assert whole["lines"][0]["text"] == "Антивирус Касперского, 1 мая – 30 мая, 50р."
    assert (whole["lines"][0]["vat_rate"], whole["vat_total"]) == ("22", "9.02")
    assert browser.get("/drafts/2026-05").status_code == 404


def test_what_was_credited_is_said(world: CabinetWorld) -> None:
    platform = world.connect()
    world.bought(platform, external_id="a")
    world.invoice_of()
    world.one(platform.reverse("a", OWN))
    world.invoices.finalise(OWN, world.clock.moment().today.replace(day=1))
    listed = world.signed_in().get("/invoices").json()["invoices"]
    assert [(each["kind"], each["status"], each["total"]) for each in listed] == [
        ("credit_note", "final", "-50.00"),
        ("invoice", "credited", "50.00"),
    ]


def test_the_documents_are_papers(world: CabinetWorld) -> None:
    world.bought(world.connect(), text="Антивирус Касперского, 1 мая – 30 мая, 50р.")
    browser = world.signed_in()
    for name in ("draft", "final"):
        if name == "final":
            world.invoice_of()
        address = browser.get("/invoices").json()["invoices"][0]["pdf"]
        answer = browser.get(address.removeprefix("/api/cabinet/v1"))
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.headers["content-disposition"].startswith("inline; filename=")
        assert answer.headers["cache-control"] == "no-store"
        text = "".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)
        assert "Антивирус Касперского" in text
        assert "Иванов Д. И." in text


def test_an_accounts_figures_are_its_own(world: CabinetWorld) -> None:
    platform = world.connect()
    world.bought(platform)
    other = world.signed_in(OTHER)
    assert [each["kind"] for each in other.get("/movements").json()["movements"]] == ["payment"]
    assert other.get("/subscriptions").json() == {"subscriptions": []}
    assert other.get("/invoices").json() == {"invoices": []}
    assert other.get("/drafts/2026-05").status_code == 404
    assert other.get("/summary").json()["monthly_total"] == "0.00"
    assert {each["total"] for each in other.get("/months").json()["months"]} == {"0.00"}


def test_bad_questions_are_refused(world: CabinetWorld) -> None:
    browser = world.signed_in()
    for path in (
        "/movements?before=x",
        "/movements?limit=0",
        "/movements?limit=201",
        "/drafts/2026-13",
        "/drafts/1999-01",
        "/invoices/1",
        "/subscriptions/1",
    ):
        answer = browser.get(path)
        assert (answer.status_code, answer.json()["code"]) == (422, "invalid_fields"), path
