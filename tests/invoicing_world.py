"""The bulletin's month: an Internet fee and an antivirus on one account, and an invoice desk."""

from datetime import date
from uuid import UUID

from sqlalchemy import text

from backend.domain import models
from backend.domain.services.invoicing.views import InvoiceView
from backend.domain.values.recurrence import PeriodRule
from backend.domain.values.seller import Seller
from backend.domain.values.vat import VatKind
from backend.storage.catalogue import read_catalogue
from backend.storage.clock import new_id
from backend.storage.invoicing.desk import InvoiceDesk
from backend.storage.unit_of_work import UnitOfWork
from tests.billing_world import FIRST_DAY, BillingWorld

MAY = date(2026, 5, 1)
SELLER = Seller(
    name="ООО «Витрина-Демо»",
    inn="7700000000",
    kpp="770001001",
    address="101000, г. Москва, ул. Примерная, д. 1",
    bank="АО «Демо-Банк», г. Москва",
    bik="044500000",
    correspondent_account="30101810000000000000",
    account="40702810000000000000",
    director="Смирнова Е. В.",
    accountant="Кузнецов П. А.",
)
KASPERSKY = "Антивирус Касперского, 1 мая – 30 мая, 50р."


class InvoicingWorld(BillingWorld):
    """Account 1001 of Иванов Д. И. pays 500.00 for the Internet and 50.00 for the antivirus."""

    def __init__(self, url: str, *, day: date = FIRST_DAY) -> None:
        super().__init__(url, day=day)
        self.invoices = self.desk_of(SELLER)

    def desk_of(self, seller: Seller) -> InvoiceDesk:
        """Another process's desk, or another seller's."""
        return InvoiceDesk(
            lambda: UnitOfWork(self.engine),
            lambda: read_catalogue(self.engine),
            self.clock,
            new_id,
            seller,
        )

    def bulletin(self, balance: int = 100_000) -> tuple[UUID, UUID]:
        """The account, its two subscriptions, and their charges of May. Answers the products."""
        internet = self.titled("internet", "Доступ в Интернет", 50_000, priority=10)
        antivirus = self.titled(
            "antivirus",
            "Антивирус Касперского",
            5_000,
            rule=PeriodRule.DAYS,
            vat_kind=VatKind.EXEMPT,
        )
        self.register(antivirus)
        self.account("1001", balance)
        self.subscribe("1001", internet, antivirus)
        self.run()
        return internet, antivirus

    def titled(
        self,
        code: str,
        title: str,
        price: int,
        *,
        priority: int = 100,
        rule: PeriodRule = PeriodRule.CALENDAR_MONTH,
        vat_kind: VatKind = VatKind.TAXED,
    ) -> UUID:
        """A product with a name for people."""
        product = self.product(code, price, priority=priority, rule=rule, vat_kind=vat_kind)
        self.do("UPDATE product SET title = :title WHERE id = :id", title=title, id=product)
        return product

    def register(self, product: UUID, since: date = date(2021, 1, 1)) -> None:
        """Let a product be in the register of Russian software."""
        with self.session() as session:
            session.add(models.Registration(product_id=product, since=since, number="205"))

    def unregister(self, product: UUID) -> None:
        """Let it never have been there."""
        self.do("DELETE FROM registration WHERE product_id = :id", id=product)

    def subscribe(self, number: str, *products: UUID, since: date = FIRST_DAY) -> None:
        """Begin billing-charged subscriptions that are due from that day on."""
        account = self.value("SELECT id FROM account WHERE number = :number", number=number)
        with self.session() as session:
            for product in products:
                id_ = new_id()
                session.add(
                    models.Subscription(
                        account_id=account,
                        id=id_,
                        integrator_id=0,
                        product_id=product,
                        external_key=str(product),
                        state="active",
                        created_at=self.clock.now(),
                        mode="billing",
                        anchor=since,
                        next_start=since,
                    )
                )
                session.flush()
                session.add(
                    models.SubscriptionEvent(
                        account_id=account,
                        subscription_id=id_,
                        id=new_id(),
                        at=self.clock.now(),
                        from_state=None,
                        to_state="active",
                        actor="tests",
                        reason="begun",
                        product_id=product,
                    )
                )

    def do(self, statement: str, **given: object) -> None:
        """Change something behind the product's back."""
        with self.engine.begin() as connection:
            connection.execute(text(statement), given)

    def final(self, number: str = "1001", month: date = MAY) -> list[InvoiceView]:
        """The account's final documents of the month."""
        return list(self.invoices.documents(number, month).final)

    def numbers(self) -> list[int]:
        """All numbers of documents, in their order."""
        return [number for (number,) in self.rows("SELECT number FROM invoice ORDER BY number")]
