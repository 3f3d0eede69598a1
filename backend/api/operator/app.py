"""The application behind ``/api/operator/v1`` and its OpenAPI document."""

from fastapi import FastAPI

from backend.api.openapi import OpenApi, application
from backend.api.operator import runs
from backend.api.operator.results import Approval, Nothing, Resumption
from backend.api.operator.staff import OperatorDoor
from backend.api.problems import Problem

PREFIX = "/api/operator/v1"

_DOCUMENT = OpenApi(
    title="Vitrina for the operator's staff",
    description="""\
A billing run is planned, reviewed and applied: nothing is charged before the plan's hash is
approved, and what is charged then is exactly that plan. Sums are texts in roubles, `"50.00"`.
""",
    prefix=PREFIX,
    routers=(runs.router,),
    read_by_hand=(Approval, Nothing, Resumption, Problem),
    scheme_name="staff",
    scheme={
        "type": "http",
        "scheme": "bearer",
        "description": "The installation's operator token, over TLS.",
    },
)


def create_operator_app(door: OperatorDoor, *, docs: bool = True) -> FastAPI:
    """The staff's contract over these ports."""
    return application(door, _DOCUMENT, docs=docs)


def openapi_document() -> str:
    """The contract as committed in ``openapi/operator.json``."""
    return _DOCUMENT.text()
