"""A dialect is data: a third platform that exists only here works without touching anything."""

from collections.abc import Callable
from decimal import Decimal

from backend.domain.values.codes import Code
from backend.soap.contract import Action, Dialect, Field, Items, Kind, Operation, Record, Unit
from backend.soap.dialects import DIALECTS
from backend.soap.vocabulary import check_dialect
from tests.contract.soap.conftest import Caller, Server
from tests.fakes.soap_world import SoapWorld

KEY = Field("external_id", "RequestKey", Kind.ID)
CLIENT = Field("account", "Client", Kind.ACCOUNT)

SOFTSHOP = Dialect(
    name="softshop",
    service="SoftShop",
    namespace="http://softshop.example/2019/gate",
    action="{namespace}/Gate/{operation}",
    unit=Unit.KOPECKS,
    words={Code.OK: "0", Code.NOT_ENOUGH_MONEY: "2"},
    otherwise="9",
    operations=(
        Operation(
            action=Action.CHARGE,
            wire="Pay",
            answer="PayReply",
            request=Record(
                "PayItem",
                (
                    KEY,
                    CLIENT,
                    Field("product", "Sku", Kind.NAME),
                    Field("amount", "Kopecks", Kind.MONEY),
                ),
            ),
            response=Record("PayResult", (KEY, Field("code", "Rc", Kind.CODE))),
            items=Items("Item", "Result"),
            repeated="1",
        ),
        Operation(
            action=Action.REVERSE,
            wire="PayBack",
            answer="PayBackReply",
            request=Record("BackItem", (KEY,)),
            response=Record("BackResult", (KEY, Field("code", "Rc", Kind.CODE))),
        ),
    ),
)


def test_a_new_platform_is_one_description(
    server: Server, serve: Callable[..., SoapWorld], version: str
) -> None:
    world = serve(dialects={**DIALECTS, "softshop": check_dialect(SOFTSHOP)})
    shop = Caller(server.url, "softshop", version)

    def pay(key: str, kopecks: int) -> str:
        item = {"RequestKey": key, "Client": "0001234", "Sku": "vpn", "Kopecks": kopecks}
        (result,) = shop.Pay(Item=[item])
        assert result.RequestKey == key
        return str(result.Rc)

    assert [pay("k1", 9_000), pay("k1", 9_000), pay("k2", 9_000), pay("k1", 1)] == list("0129")
    assert shop.PayBack(RequestKey="k1").Rc == "0"
    assert world.balance() == 10_000


def test_platforms_do_not_see_each_other(server: Server, serve: Callable[..., SoapWorld]) -> None:
    world = serve(dialects={**DIALECTS, "softshop": SOFTSHOP})
    native = Caller(server.url, "native", "Soap11")
    shop = Caller(server.url, "softshop", "Soap11")
    order = {"account": "0001234", "operationId": "k1", "product": "vpn", "amount": Decimal(50)}
    native.charge(**order)
    assert shop.PayBack(RequestKey="k1").Rc == "9", "unknown to this platform"
    assert world.balance() == 5_000
    assert native.getOperation(kind="charge", operationId="k1").status == "applied"
