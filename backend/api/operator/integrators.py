"""Connect platforms, change and try their connection."""

from fastapi import APIRouter
from pydantic import BaseModel

router = APIRouter(tags=["integrators"])

READ_BY_HAND: tuple[type[BaseModel], ...] = ()
