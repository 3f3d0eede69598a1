"""Operations of the platforms, and the raw exchanges behind them."""

from fastapi import APIRouter
from pydantic import BaseModel

router = APIRouter(tags=["operations"])

READ_BY_HAND: tuple[type[BaseModel], ...] = ()
