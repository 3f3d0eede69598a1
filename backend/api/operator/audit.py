"""What the staff did."""

from fastapi import APIRouter
from pydantic import BaseModel

router = APIRouter(tags=["audit"])

READ_BY_HAND: tuple[type[BaseModel], ...] = ()
