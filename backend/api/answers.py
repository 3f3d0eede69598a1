"""Successful answers."""

from pydantic import BaseModel
from starlette.responses import Response


def answer(document: BaseModel) -> Response:
    """A document as JSON; what is not known is left out."""
    return Response(document.model_dump_json(exclude_none=True), media_type="application/json")
