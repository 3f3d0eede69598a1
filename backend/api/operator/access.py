"""Sign in to the desk, sign out, the second factor."""

from fastapi import APIRouter
from pydantic import BaseModel

router = APIRouter(tags=["access"])

READ_BY_HAND: tuple[type[BaseModel], ...] = ()
