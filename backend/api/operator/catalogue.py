"""Products, prices, registrations, templates, tax rates, offers: one router of four files."""

from fastapi import APIRouter

from backend.api.operator import offers, products, taxes, templates

_PARTS = (products, templates, taxes, offers)

router = APIRouter()
router.routes.extend(route for part in _PARTS for route in part.router.routes)

READ_BY_HAND = tuple(model for part in _PARTS for model in part.READ_BY_HAND)
