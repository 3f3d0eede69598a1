"""The XML API: the catalogue, and what one subscriber has of it."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from lxml import etree
from lxml.etree import SubElement, _Element

from backend.sandbox.platform import Platform
from backend.sandbox.products import Product
from backend.sandbox.state import LIVING, Status, Subscription
from backend.sandbox.wording import REFUSALS, roubles

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where things are: ``page`` and ``file`` begin addresses that end with a product's key."""

    page: str
    file: str


def refusal_document(code: str) -> bytes:
    """What a reader with a wrong signature gets."""
    root = etree.Element("root")
    _put(root, code="1", message=REFUSALS.get(code, code), debug=code)
    SubElement(root, "response")
    return _write(root)


def catalogue_document(
    platform: Platform,
    account: str | None,
    addresses: Addresses,
    *,
    verbose: bool = False,
    service_key: str | None = None,
) -> bytes:
    """The products as the account sees them; only ``service_key`` where it is given.

    Details of a subscription and long texts come with ``verbose``.
    """
    root = etree.Element("root")
    _put(root, code="0", message="OK", debug="sandbox")
    response = SubElement(root, "response")
    for number, product in enumerate(platform.products.values()):
        names = (None, product.key, _external_id(platform, product))
        if service_key not in names:
            continue
        item = SubElement(response, "item", key=str(number))
        _describe(item, product, _external_id(platform, product), addresses, verbose=verbose)
        mine = _shown(platform, account, product)
        if mine:
            _subscribed(item, platform, mine[0], addresses, verbose=verbose)
            _history(item, platform, mine)
    return _write(root)


def _external_id(platform: Platform, product: Product) -> str:
    """The product's name at the operator, as charges have it."""
    return product.title if platform.config.code == "rentsoft" else product.key


def _shown(platform: Platform, account: str | None, product: Product) -> list[Subscription]:
    """The account's subscriptions to the product, newest first, without those that never began."""
    return [
        each
        for each in (platform.subscriptions(account) if account else ())
        if each.product == product.key and each.status not in (Status.FAILED, Status.ORDERED)
    ]


def _describe(
    item: _Element, product: Product, external_id: str, addresses: Addresses, *, verbose: bool
) -> None:
    page = f"{addresses.page}{product.key}"
    _put(
        item,
        service_key=product.key,
        service_external_id=external_id,
        vendor_id=str(sum(product.vendor.encode())),
        vendor_title=product.vendor,
        initial_subscribe_cost=roubles(product.price),
        prolongation_cost=roubles(product.price),
        can_subscribe="0" if product.archived else "1",
        link=page,
        title=product.title,
    )
    SubElement(SubElement(item, "groups"), "item", key="0").text = product.group
    _fragment(item, "description_tiny", f"<p>{product.tiny}</p>")
    if not product.archived:
        SubElement(SubElement(item, "subscribe_url"), "item", key="0").text = page
    if verbose:
        _fragment(item, "verbose_description_short", f"<p>{product.tiny}</p>")
        _fragment(item, "verbose_description_full", product.full)
        _fragment(item, "verbose_oferta", f"<p>{product.oferta}</p>")
        _put(item, verbose_subscription_conditions=product.conditions)


def _subscribed(
    item: _Element, platform: Platform, mine: Subscription, addresses: Addresses, *, verbose: bool
) -> None:
    if mine.status not in LIVING:
        return
    clock = platform.clock
    done = mine.activated_at is not None and mine.activated_at <= clock.now()
    if mine.paid_until and mine.status in (Status.ACTIVE, Status.SUSPENDED):
        following = mine.next_try or mine.paid_until + _DAY
        _put(item, next_charge_at=_time(following))
    inner = SubElement(item, "subscription")
    bundle = platform.products[mine.product].bundle_part
    _put(
        inner,
        created=_time(clock.local(mine.created)),
        period="1 mon",
        activation_status="done" if done else "pending",
        is_financial_locked=str(int(mine.status is Status.SUSPENDED)),
        disable_deletion=str(int(bundle)),
    )
    if verbose and done:
        _put(inner, link=f"{addresses.file}{mine.product}/setup.exe")
        _put(inner, link_64=f"{addresses.file}{mine.product}/setup64.exe")
        _fragment(inner, "activation_details", f"<p>Ключ: <b>{license_key(mine)}</b></p>")
        _fragment(
            inner,
            "usage_details",
            "<ol><li>Скачайте программу.</li><li>Установите её и введите ключ.</li></ol>",
        )


def license_key(subscription: Subscription) -> str:
    """An invented licence key, always the same for a subscription."""
    digits = hashlib.sha256(subscription.id.encode()).hexdigest().upper()
    return "-".join(digits[start : start + 5] for start in range(0, 20, 5))


def _history(item: _Element, platform: Platform, mine: list[Subscription]) -> None:
    events = sorted((event for each in mine for event in each.history), key=lambda e: e.time)
    history = SubElement(item, "history")
    for number, event in enumerate(events):
        line = SubElement(history, "item", key=str(number))
        _put(line, time=_time(platform.clock.local(event.time)), action=event.action)
        if event.money is not None:
            _put(line, money_charged=roubles(event.money))
        if event.next_charge is not None:
            _put(line, next_charge_at=_time(event.next_charge))


def _put(parent: _Element, **texts: str) -> None:
    for name, text in texts.items():
        SubElement(parent, name).text = text


def _fragment(parent: _Element, name: str, xhtml: str) -> None:
    """XHTML as the platforms send it: as text of the element, to be parsed by the reader."""
    SubElement(parent, name).text = xhtml


def _time(value: date) -> str:
    """An instant or the beginning of a day, local, without a zone: as the platforms write it."""
    return f"{value:%Y-%m-%d %H:%M:%S}" if isinstance(value, datetime) else f"{value} 00:00:00"


def _write(root: _Element) -> bytes:
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)
