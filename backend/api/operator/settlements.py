"""What platforms are owed, and how their registers compare with ours: one router of two files."""

from fastapi import APIRouter

from backend.api.operator import agreements, reconciliations

_PARTS = (agreements, reconciliations)

router = APIRouter()
router.routes.extend(route for part in _PARTS for route in part.router.routes)

READ_BY_HAND = tuple(model for part in _PARTS for model in part.READ_BY_HAND)
