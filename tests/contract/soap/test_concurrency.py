"""Callers at the same time: nobody sees another one's values, nothing is charged twice."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

from backend.soap.documents import check_wire
from tests.contract.soap.conftest import Server
from tests.contract.soap.wire import Line, charge, envelope, item
from tests.fakes.soap_world import SoapWorld

THREADS = 16


def test_sixteen_wrong_callers_never_see_each_other(server: Server, world: SoapWorld) -> None:
    names = ("uuid", "txid", "amount", "periodEnd")

    def shout(number: int) -> list[tuple[str, bytes]]:
        name = names[number % len(names)]
        with closing(Line(server.port)) as line:
            answers = [
                line.send(envelope(charge(item(**{name: f"MARK{number:02} {turn} !"}))))
                for turn in range(40)
            ]
        return [(name, answer.body) for answer in answers]

    with ThreadPoolExecutor(THREADS) as pool:
        told = [each for answers in pool.map(shout, range(THREADS)) for each in answers]
    for name, body in told:
        assert b"MARK" not in body
        assert f"in element {name}.".encode() in body
    assert world.desk.calls == 0


def test_sixteen_twins_charge_once(server: Server, world: SoapWorld) -> None:
    def pay(_: int) -> str | None:
        with closing(Line(server.port)) as line:
            return line.send(envelope(charge(item()))).find("error")

    with ThreadPoolExecutor(THREADS) as pool:
        words = list(pool.map(pay, range(THREADS)))
    assert sorted(filter(None, words)) == ["OK", *["USER_DUPLICATE_TXID"] * (THREADS - 1)]
    assert world.balance() == 5_000


def test_configuration_that_changes_under_load_fails_nobody(
    server: Server, world: SoapWorld
) -> None:
    check_wire("rentsoft", {"codes": {"ok": "FINE"}})

    def call(number: int) -> int:
        with closing(Line(server.port)) as line:
            statuses = set()
            for turn in range(10):
                if number == 0:
                    world.change("rentsoft", wire={"codes": {"ok": f"OK{turn}"}})
                body = envelope(charge(item(txid=f"t-{number}-{turn}", amount="0.01")))
                statuses.add(line.send(body).status)
        return max(statuses)

    with ThreadPoolExecutor(THREADS) as pool:
        assert set(pool.map(call, range(THREADS))) == {200}
    assert world.balance() == 10_000 - THREADS * 10
