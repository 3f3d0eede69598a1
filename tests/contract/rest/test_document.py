"""The OpenAPI document says what the door does."""

import json
from typing import Any

import pytest
from pydantic import TypeAdapter

from backend.api.partner.app import PREFIX, openapi_document
from backend.api.partner.results import OperationResult
from backend.api.problems import PROBLEMS
from tests.contract.rest.world import World, charge

DOCUMENT: dict[str, Any] = json.loads(openapi_document())
OPERATIONS = [
    (path, method, operation)
    for path, methods in DOCUMENT["paths"].items()
    for method, operation in methods.items()
    if not path.startswith("/portal/")  # see tests/contract/portals
]


def test_it_is_served_where_it_is_not_switched_off(world: World) -> None:
    assert world.get("/openapi.json", login=None).json() == DOCUMENT


def test_it_names_where_it_lives_and_how_to_log_in() -> None:
    assert DOCUMENT["servers"] == [{"url": PREFIX}]
    assert DOCUMENT["security"] == [{"integrator": []}]
    assert DOCUMENT["components"]["securitySchemes"]["integrator"]["scheme"] == "basic"


@pytest.mark.parametrize(("path", "method", "operation"), OPERATIONS)
def test_every_operation_is_whole(path: str, method: str, operation: dict[str, Any]) -> None:
    assert operation["summary"], path
    assert operation["description"], path
    assert ("requestBody" in operation) == (method == "post")
    assert {"200", "401", "403", "422", "429", "500", "503"} <= operation["responses"].keys()


def test_every_reference_leads_somewhere() -> None:
    def walk(node: object) -> None:
        if isinstance(node, dict):
            if "$ref" in node:
                _, *steps = node["$ref"].split("/")
                found: Any = DOCUMENT
                for step in steps:
                    found = found[step]
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(DOCUMENT)


def test_every_documented_problem_is_of_the_table() -> None:
    for _, _, operation in OPERATIONS:
        for status, response in operation["responses"].items():
            if status == "200":
                continue
            codes = [
                code for code, kind in PROBLEMS.items() if f"`{code}`" in response["description"]
            ]
            assert codes
            assert {PROBLEMS[code].status for code in codes} == {int(status)}


def test_answers_are_as_documented(world: World) -> None:
    for document in (charge(), charge(), charge(id="tx-2", account="404")):
        answer = world.post("/charges", document).json()
        TypeAdapter(dict[str, Any]).validate_python(answer)
        result = answer.get("operation", answer)
        assert result.keys() <= OperationResult.model_fields.keys()
        required = DOCUMENT["components"]["schemas"]["OperationResult"]["required"]
        assert set(required) <= result.keys()
