"""What platforms are owed, and how their registers compare with ours."""

from fastapi import APIRouter
from pydantic import BaseModel

router = APIRouter(tags=["settlements"])

READ_BY_HAND: tuple[type[BaseModel], ...] = ()
