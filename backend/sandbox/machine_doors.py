"""The doors of a platform that Vitrina's programs use: the XML API and the instructions."""

from starlette.requests import Request
from starlette.responses import Response

from backend.sandbox.catalogue import Addresses, catalogue_document, refusal_document
from backend.sandbox.instructions import ConnectionTest, read_instruction
from backend.sandbox.native_link import Expected, verify_native
from backend.sandbox.platform import Platform
from backend.sandbox.refusal import Refused
from backend.sandbox.velvica_link import verify_xml
from backend.sandbox.web import document, query_of, read_body, xml


class MachineDoors:
    """One platform's. ``public_url`` begins the links in its documents."""

    def __init__(self, platform: Platform, public_url: str, issuer: str | None) -> None:
        self._platform = platform
        self._public_url = public_url
        self._issuer = issuer

    async def rentsoft_xml(self, request: Request) -> Response:
        """``/rentsoft/2.01/xml``: signed like RentSoft's links."""
        config, clock = self._platform.config, self._platform.clock
        try:
            entry = verify_xml(query_of(request), config.storefront_secret, clock.real())
        except Refused as refused:
            return xml(refusal_document(refused.code), refused.status)
        rest = entry.rest
        verbose, key = rest.get("ag_verbose") == "1", rest.get("ag_service_key") or None
        return self._catalogue(
            entry.account, "/rentsoft/3.00/iframe/product/", key, verbose=verbose
        )

    async def native_xml(self, request: Request) -> Response:
        """``/relans/catalogue``: signed like native links, for the path ``catalogue``."""
        config, clock = self._platform.config, self._platform.clock
        expected = Expected(
            audience=config.code,
            issuer=self._issuer,
            paths=("catalogue",),
            after=("verbose", "service_key"),
        )
        try:
            entry = verify_native(query_of(request), config.key, expected, clock.real())
        except Refused as refused:
            return xml(refusal_document(refused.code), refused.status)
        rest = entry.rest
        verbose, key = rest.get("verbose") == "1", rest.get("service_key") or None
        return self._catalogue(
            entry.account, f"/{config.code}/storefront?path=/product/", key, verbose=verbose
        )

    async def instructions(self, request: Request) -> Response:
        """``/{code}/instructions``: 204 done, 409 or 422 refused for good, else: come again."""
        platform = self._platform
        body = await read_body(request)
        try:
            instruction = read_instruction(
                request.headers, body, platform.config.key, platform.clock.real()
            )
        except Refused as refused:
            return document({"code": refused.code}, refused.status)
        if isinstance(instruction, ConnectionTest):
            await platform.call_back(instruction.account)
            return Response(status_code=204)
        status = await platform.obey(instruction)
        if status == 204:
            return Response(status_code=204)
        return document({"code": "in_progress" if status == 503 else "refused"}, status)

    def _catalogue(
        self, account: str | None, path: str, service_key: str | None, *, verbose: bool
    ) -> Response:
        house = self._public_url
        addresses = Addresses(
            page=f"{house}{path}", file=f"{house}/{self._platform.config.code}/download/"
        )
        return xml(
            catalogue_document(
                self._platform, account, addresses, verbose=verbose, service_key=service_key
            )
        )
