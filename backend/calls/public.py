"""Calls to addresses that somebody else has named: to the public Internet and nowhere else.

A name is resolved here, every address that it stands for is looked at, and the call goes to one of
these very addresses: a name that stands for something else a moment later leads nowhere. Redirects
are not followed by any caller of ours.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

import httpx

from backend.calls.caller import HttpCaller, Patience, new_client, reasoned
from backend.calls.failure import CallFailed, Reason

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address
Resolver = Callable[[str, int], Awaitable[Sequence[str]]]
"""The addresses that a name stands for. Raises ``OSError`` where it stands for none."""

_CARRIERS = (
    IPv6Network("::ffff:0:0/96"),
    IPv6Network("::/96"),
    IPv6Network("64:ff9b::/96"),
    IPv6Network("64:ff9b:1::/48"),
    IPv6Network("2001::/32"),
    IPv6Network("2002::/16"),
)
"""Addresses that hide one of IPv4 inside."""
_PORTS = {"http": 80, "https": 443}
_LAST_PORT = 65_535
_TRIED = 3
"""Addresses of one name that are tried, at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicRules:
    """``allowed``: networks that may be called though they are not public. ``http``: whether a
    call may go without TLS."""

    allowed: tuple[Network, ...] = ()
    http: bool = False

    def admit(self, address: Address) -> bool:
        """Whether this very address may be called."""
        if any(address in network for network in self.allowed):
            return True
        hidden = isinstance(address, IPv6Address) and any(
            address in network for network in _CARRIERS
        )
        special = address.is_multicast or address.is_reserved or address.is_unspecified
        return address.is_global and not hidden and not special


@dataclass(frozen=True, slots=True)
class Target:
    """An address as it was named, taken apart."""

    url: httpx.URL
    host: str
    port: int

    def at(self, address: Address) -> httpx.URL:
        """The same, but at a checked address."""
        return self.url.copy_with(host=str(address))


class PublicCaller(HttpCaller):
    """Makes calls like ``HttpCaller``; every connection is made anew and to a checked address."""

    def __init__(
        self,
        rules: PublicRules,
        patience: Patience | None = None,
        resolve: Resolver | None = None,
    ) -> None:
        super().__init__(patience)
        self._rules = rules
        self._resolve = resolve or _resolve

    def check(self, address: str) -> None:
        """Raise ``CallFailed`` where a call to this address would not even be made."""
        target = self._target(address)
        self._run(lambda _: self._checked(target))

    def _new_client(self) -> httpx.AsyncClient:
        # A kept connection is found by its address, and would answer for another name at it.
        return new_client(self._patience, keep=0)

    async def _post(
        self, client: httpx.AsyncClient, address: str, body: bytes, headers: Mapping[str, str]
    ) -> int:
        target = self._target(address)
        checked = await self._checked(target)
        *others, last = checked
        for each in others:
            try:
                return await self._tell(client, target, each, body, headers)
            except CallFailed as failed:
                if failed.reason is not Reason.CONNECT:
                    raise
        return await self._tell(client, target, last, body, headers)

    async def _tell(
        self,
        client: httpx.AsyncClient,
        target: Target,
        address: Address,
        body: bytes,
        headers: Mapping[str, str],
    ) -> int:
        call = client.stream(
            "POST",
            target.at(address),
            content=body,
            headers={**headers, "Host": target.url.netloc.decode()},
            extensions={"sni_hostname": target.host},
        )
        async with reasoned(call) as response:
            return response.status_code

    def _target(self, address: str) -> Target:
        try:
            url = httpx.URL(address)
            host = url.raw_host.decode("ascii")
        except (httpx.InvalidURL, UnicodeError):
            raise CallFailed(Reason.MISCONFIGURED) from None
        is_known = url.scheme == "https" or (url.scheme == "http" and self._rules.http)
        if not host or url.userinfo or url.fragment or not is_known:
            raise CallFailed(Reason.MISCONFIGURED)
        port = url.port or _PORTS[url.scheme]
        if port > _LAST_PORT:
            raise CallFailed(Reason.MISCONFIGURED)
        return Target(url, host, port)

    async def _checked(self, target: Target) -> list[Address]:
        """Addresses of the target. One that may not be called condemns the others, too."""
        try:
            found = await self._resolve(target.host, target.port)
            addresses = [ip_address(each.partition("%")[0]) for each in found]
        except (OSError, ValueError, UnicodeError):
            raise CallFailed(Reason.UNKNOWN_HOST) from None
        if not addresses:
            raise CallFailed(Reason.UNKNOWN_HOST)
        if not all(map(self._rules.admit, addresses)):
            raise CallFailed(Reason.FORBIDDEN_ADDRESS)
        return addresses[:_TRIED]


async def _resolve(host: str, port: int) -> Sequence[str]:
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(where[0]) for *_, where in found))
