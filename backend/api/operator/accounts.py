"""Accounts: find, open, change, import."""

from fastapi import APIRouter
from pydantic import BaseModel

router = APIRouter(tags=["accounts"])

READ_BY_HAND: tuple[type[BaseModel], ...] = ()
