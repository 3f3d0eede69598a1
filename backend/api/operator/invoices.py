"""Invoices: see, finalise, credit, recalculate."""

from fastapi import APIRouter
from pydantic import BaseModel

router = APIRouter(tags=["invoices"])

READ_BY_HAND: tuple[type[BaseModel], ...] = ()
