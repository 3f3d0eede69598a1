"""Products, prices, registrations, templates, tax rates, offers."""

from fastapi import APIRouter
from pydantic import BaseModel

router = APIRouter(tags=["catalogue"])

READ_BY_HAND: tuple[type[BaseModel], ...] = ()
