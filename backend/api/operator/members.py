"""The staff itself: who works here, in which role."""

from fastapi import APIRouter
from pydantic import BaseModel

router = APIRouter(tags=["members"])

READ_BY_HAND: tuple[type[BaseModel], ...] = ()
