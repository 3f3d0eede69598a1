"""The pieces of documentation that endpoints share."""

from typing import Annotated, Any

from fastapi import Path
from pydantic import BaseModel

from backend.api.problems import documented
from backend.domain.values.codes import Code
from backend.domain.values.identifiers import ACCOUNT_NUMBER, EXTERNAL_ID

OPERATION = (Code.CONFLICT, Code.FAILED, Code.BUSY)
"""What any operation may be answered, besides its own refusals."""

_ANYWHERE = (
    "invalid_fields",
    "not_authenticated",
    "not_allowed",
    "rate_limited",
    "unavailable",
    "internal_error",
)
_WITH_BODY = ("invalid_request", "body_too_large", "unsupported_media_type")

PathId = Annotated[
    str,
    Path(
        pattern=f"^{EXTERNAL_ID}$",
        description="The operation's id, percent-encoded where it has a slash.",
    ),
]
PathAccount = Annotated[
    str, Path(pattern=f"^{ACCOUNT_NUMBER}$", description="The account number (лицевой счёт).")
]


def accepts(model: type[BaseModel]) -> dict[str, Any]:
    """The ``openapi_extra`` of an endpoint that reads its body by itself."""
    schema = {"$ref": f"#/components/schemas/{model.__name__}"}
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


def answers(*codes: str) -> dict[int | str, dict[str, Any]]:
    """The problems of an endpoint without a body: its own and those of any call."""
    return documented(*codes, *_ANYWHERE)


def answers_to_body(*codes: str) -> dict[int | str, dict[str, Any]]:
    """The problems of an endpoint that reads a body."""
    return documented(*codes, *_ANYWHERE, *_WITH_BODY)
