"""A stand-in for the billing of an operator that keeps the balances itself.

``Billing`` is that billing: its accounts, and what was asked of it under which id.
``BillingServer`` puts it behind HTTP, in a thread; what a test wants to go wrong on the way goes
wrong there. Stopped and started again it has its state, like a process with a database.
"""

import json
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Item = dict[str, Any]
SECRET = "the-secret-of-the-stand-in"


class Fault(StrEnum):
    """What becomes of one call."""

    NONE = "none"
    LOST_BEFORE = "lost before it arrives"
    LOST_AFTER = "done, and the answer lost"
    ARRIVES_LATE = "unanswered, and done later"
    TWICE = "delivered twice"
    FAILS_BEFORE = "500 before anything is done"
    FAILS_AFTER = "500 after it is done"
    GARBAGE = "done, and the answer is not JSON"
    HALF = "done, and only half of the list answered"


@dataclass
class Account:
    """Sums in kopecks."""

    balance: int
    status: str = "active"


@dataclass
class Reservation:
    """``amount`` is set aside while it is reserved; ``captured`` of it was taken in the end."""

    account: str
    amount: int
    state: str
    reason: str = "not_enough_money"
    captured: int = 0
    given_back: int = 0


@dataclass
class Billing:
    """Keeps every id for ever: asked again, it says what it has said. ``broken``: what nobody who
    keeps the contract would ask."""

    accounts: dict[str, Account] = field(default_factory=dict)
    reservations: dict[str, Reservation] = field(default_factory=dict)
    reversals: dict[str, tuple[str, int]] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    lock: threading.RLock = field(default_factory=threading.RLock)

    def open(self, number: str, balance: int = 0, status: str = "active") -> None:
        """A new account."""
        self.accounts[number] = Account(balance, status)

    def pay(self, number: str, amount: int) -> None:
        """A payment, which is this billing's own business."""
        with self.lock:
            self.accounts[number].balance += amount

    def available(self, number: str) -> int:
        """Balance − what is set aside."""
        aside = sum(
            each.amount
            for each in self.reservations.values()
            if each.account == number and each.state == "reserved"
        )
        return self.accounts[number].balance - aside

    def reserved(self) -> list[Reservation]:
        """What is still set aside."""
        return [each for each in self.reservations.values() if each.state == "reserved"]

    def moved(self, number: str) -> int:
        """Captured − given back."""
        captured = sum(
            each.captured for each in self.reservations.values() if each.account == number
        )
        return captured - sum(sum_ for of, sum_ in self.reversals.values() if of == number)

    def answer(self, call: str, document: Item) -> Item:
        """What is answered to a call."""
        with self.lock:
            if call == "info":
                return {"accounts": [self._info(number) for number in document["accounts"]]}
            step: Callable[[Item], Item] = getattr(self, f"_{call}")
            return {"items": [step(item) for item in document["items"]]}

    def _info(self, number: str) -> Item:
        account = self.accounts.get(number)
        if account is None:
            return {"account": number, "state": "unknown"}
        available = _money(self.available(number))
        return {"account": number, "state": account.status, "available": available}

    def _reserve(self, item: Item) -> Item:
        if item["id"] not in self.reservations:
            self.reservations[item["id"]] = self._set_aside(item)
        return self._told(item["id"])

    def _set_aside(self, item: Item) -> Reservation:
        number, amount = item["account"], _kopecks(item["amount"])
        account = self.accounts.get(number)
        if account is None:
            return Reservation(number, 0, "refused", "unknown_account")
        if account.status != "active":
            return Reservation(number, 0, "refused", "account_blocked")
        available = self.available(number)
        if item["partly"]:
            amount = min(amount, available)
        if amount <= 0 or amount > available:
            return Reservation(number, 0, "refused")
        return Reservation(number, amount, "reserved")

    def _capture(self, item: Item) -> Item:
        found, amount = self.reservations.get(item["id"]), _kopecks(item["amount"])
        if found is None or found.state not in ("reserved", "captured"):
            self.broken.append(f"captures what is not reserved: {found}")
        elif found.state == "captured":
            if found.captured != amount:
                self.broken.append("captures another sum")
        elif amount > found.amount:
            self.broken.append("captures more than is reserved")
        else:
            found.state, found.captured = "captured", amount
            self.accounts[found.account].balance -= amount
        return self._told(item["id"])

    def _release(self, item: Item) -> Item:
        found = self.reservations.setdefault(item["id"], Reservation("", 0, "released"))
        if found.state == "reserved":
            found.state = "released"
        return self._told(item["id"])

    def _reverse(self, item: Item) -> Item:
        id_, number, amount = item["id"], item["account"], _kopecks(item["amount"])
        if id_ not in self.reversals:
            found = self.reservations.get(item["reservation"])
            if found is not None:
                found.given_back += amount
                if found.given_back > found.captured:
                    self.broken.append("gives back more than was captured")
            self.reversals[id_] = (number, amount)
            self.accounts[number].balance += amount
        elif self.reversals[id_] != (number, amount):
            self.broken.append("gives back another sum under the same id")
        return self._told(id_)

    def _find(self, item: Item) -> Item:
        return self._told(item["id"])

    def _told(self, id_: str) -> Item:
        if id_ in self.reversals:
            number, amount = self.reversals[id_]
            told = {"state": "reversed", "amount": _money(amount)}
            return {"id": id_, **told, "available": _money(self.available(number))}
        found = self.reservations.get(id_)
        if found is None:
            return {"id": id_, "state": "unknown"}
        told = {"id": id_, "state": found.state, "amount": _money(found.captured or found.amount)}
        if found.account in self.accounts:
            told["available"] = _money(self.available(found.account))
        if found.state == "refused":
            told["reason"] = found.reason
        return told


class BillingServer:
    """``billing`` over HTTP at ``url``. ``plan``: what becomes of the next calls, in order, and
    ``always`` of all others; ``calls`` are the names of those that came."""

    def __init__(self, billing: Billing | None = None) -> None:
        self.billing = billing or Billing()
        self.plan: deque[Fault] = deque()
        self.always: Callable[[str], Fault] = lambda _call: Fault.NONE
        self.calls: list[str] = []
        self.late: list[tuple[str, Item]] = []
        self._server: ThreadingHTTPServer | None = None
        self._port = 0
        self.start()

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self._port}/book"

    @property
    def stopped(self) -> bool:
        """Whether it is gone."""
        return self._server is None

    def start(self) -> None:
        """Begin to listen, at the same port as before."""
        self._server = _Listener(self._port, self)
        self._port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def stop(self) -> None:
        """Be gone: connections are refused. What was said stays said."""
        server, self._server = self._server, None
        if server is not None:
            server.shutdown()
            server.server_close()

    def go_wrong(self, *faults: Fault) -> None:
        """What becomes of the next calls."""
        self.plan.extend(faults)

    def deliver_late(self) -> None:
        """What was on its way arrives after all; nobody waits for the answers any more."""
        while self.late:
            self.billing.answer(*self.late.pop(0))

    def fault(self, call: str) -> Fault:
        """What becomes of this call."""
        self.calls.append(call)
        with suppress(IndexError):
            return self.plan.popleft()
        return self.always(call)


class _Listener(ThreadingHTTPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, port: int, stand_in: BillingServer) -> None:
        self.stand_in = stand_in
        super().__init__(("127.0.0.1", port), _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A caller that has gone away is no news."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        assert isinstance(self.server, _Listener)
        stand_in = self.server.stand_in
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if stand_in.stopped:  # this connection had been open before
            self.close_connection = True
        elif self.headers["Authorization"] != f"Bearer {SECRET}":
            self._say(401, b"{}")
        else:
            call = self.path.rsplit("/", 1)[1]
            self._behave(stand_in, stand_in.fault(call), call, json.loads(body))

    def _behave(self, stand_in: BillingServer, fault: Fault, call: str, document: Item) -> None:
        if fault is Fault.ARRIVES_LATE:
            stand_in.late.append((call, document))
        if fault in (Fault.ARRIVES_LATE, Fault.LOST_BEFORE):
            self.close_connection = True
            return
        if fault is Fault.FAILS_BEFORE:
            self._say(500, b"{}")
            return
        answer = stand_in.billing.answer(call, document)
        if fault is Fault.TWICE:
            answer = stand_in.billing.answer(call, document)
        if fault is Fault.LOST_AFTER:
            self.close_connection = True
        elif fault is Fault.FAILS_AFTER:
            self._say(500, b"{}")
        elif fault is Fault.GARBAGE:
            self._say(200, b"<html>")
        else:
            self._say(200, json.dumps(_halved(answer, fault)).encode())

    def _say(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def _halved(answer: Item, fault: Fault) -> Item:
    if fault is not Fault.HALF:
        return answer
    return {name: items[: len(items) // 2] for name, items in answer.items()}


def _money(kopecks: int) -> str:
    sign, kopecks = ("-", -kopecks) if kopecks < 0 else ("", kopecks)
    return f"{sign}{kopecks // 100}.{kopecks % 100:02d}"


def _kopecks(text: str) -> int:
    roubles, _, rest = text.partition(".")
    return int(roubles) * 100 + int(rest.ljust(2, "0"))
