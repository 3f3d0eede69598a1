"""A real server in a thread; each test puts its own door behind it."""

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests
import uvicorn
import zeep
from starlette.applications import Starlette
from zeep.transports import Transport

from backend.soap import soap_routes
from tests.fakes.soap_world import SECRET, SoapWorld


class Server:
    """uvicorn on a free port of this machine, with an application that can be replaced."""

    def __init__(self) -> None:
        self.app: Any = None
        config = uvicorn.Config(
            self._delegate, port=0, log_config=None, lifespan="off", interface="asgi3"
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)
        self.port: int = self._server.servers[0].sockets[0].getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"

    async def _delegate(self, scope: Any, receive: Any, send: Any) -> None:
        await self.app(scope, receive, send)

    def close(self) -> None:
        self._server.should_exit = True
        self._thread.join()


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    running = Server()
    yield running
    running.close()


@pytest.fixture
def serve(server: Server) -> Callable[..., SoapWorld]:
    """Puts a world behind the server."""

    def put(**settings: Any) -> SoapWorld:
        world = SoapWorld(public_url=server.url, **settings)
        server.app = Starlette(routes=soap_routes(world.app(), world.portal_app()))
        return world

    return put


@pytest.fixture
def world(serve: Callable[..., SoapWorld]) -> SoapWorld:
    """The usual world behind the server."""
    return serve()


class Caller:
    """A zeep client, bound to one SOAP version. ``name``: whose it is, where not the address's."""

    def __init__(self, url: str, code: str, version: str, name: str = "") -> None:
        session = requests.Session()
        session.auth = (name or code, SECRET)
        session.headers["Connection"] = "close"
        make_client: Any = zeep.Client
        make_transport: Any = Transport
        self.client = make_client(
            f"{url}/soap/{code}?wsdl", transport=make_transport(session=session)
        )
        service = next(iter(self.client.wsdl.services))
        self.service = self.client.bind(service, f"{service}{version}")

    def __getattr__(self, name: str) -> Any:
        return getattr(self.service, name)


@pytest.fixture(params=["Soap11", "Soap12"])
def version(request: pytest.FixtureRequest) -> str:
    """Both versions of SOAP, by the suffix of their ports."""
    return str(request.param)


@pytest.fixture
def caller(server: Server, world: SoapWorld, version: str) -> Callable[..., Caller]:
    """Makes a client of an integrator, or of a portal by its name, in the usual world."""
    del world
    return lambda code, name="": Caller(server.url, code, version, name)
