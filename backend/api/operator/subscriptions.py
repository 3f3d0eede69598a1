"""Subscriptions, seen and changed on behalf of their subscribers."""

from fastapi import APIRouter
from pydantic import BaseModel

router = APIRouter(tags=["subscriptions"])

READ_BY_HAND: tuple[type[BaseModel], ...] = ()
