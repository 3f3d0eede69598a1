"""Payments: one at a time, or a file of them."""

from fastapi import APIRouter
from pydantic import BaseModel

router = APIRouter(tags=["payments"])

READ_BY_HAND: tuple[type[BaseModel], ...] = ()
