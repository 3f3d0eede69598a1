"""Charges, and their corrections: reversals and refunds, by two people above a limit."""

from fastapi import APIRouter
from pydantic import BaseModel

router = APIRouter(tags=["charges"])

READ_BY_HAND: tuple[type[BaseModel], ...] = ()
