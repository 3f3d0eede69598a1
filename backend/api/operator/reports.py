"""Reports, on the screen and as files."""

from fastapi import APIRouter
from pydantic import BaseModel

router = APIRouter(tags=["reports"])

READ_BY_HAND: tuple[type[BaseModel], ...] = ()
