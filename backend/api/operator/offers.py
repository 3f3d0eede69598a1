"""The texts that subscribers accept before the first charge (оферты)."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from backend.api.answers import answer
from backend.api.bodies import read_body
from backend.api.documents import accepts, answers, answers_to_body
from backend.api.operator.catalogue_requests import OFFER_BYTES, PublishOffer
from backend.api.operator.catalogue_results import (
    ListedOffer,
    OfferResult,
    OffersResult,
    begun,
    offer_fields,
)
from backend.api.operator.deeds import deed
from backend.api.operator.owners import owner_codes, owner_id
from backend.api.operator.staff import admit
from backend.domain.errors import NotFound
from backend.domain.models import Offer
from backend.domain.services.catalogue import publish_offer as service
from backend.domain.values.identifiers import INTEGRATOR_CODE
from backend.storage.repositories import OfferRepository

router = APIRouter(tags=["offers"])

READ_BY_HAND = (PublishOffer,)

_Owner = Annotated[str, Path(pattern=f"^{INTEGRATOR_CODE}$", description="Whose; `operator`: own.")]
_Version = Annotated[str, Path(pattern=service.VERSION)]


@router.get("/offers", response_model=OffersResult, responses=answers())
async def offers(request: Request) -> Response:
    """Every version that was published, without the texts."""
    caller = await admit(request)

    def read() -> OffersResult:
        today = caller.door.clock.moment().today
        with caller.door.unit_of_work() as unit, unit.session as session:
            rows, codes = OfferRepository(session).all(), owner_codes(unit)
        present = _in_force(rows, today)
        return OffersResult(
            offers=[
                ListedOffer(
                    **offer_fields(row, codes[row.integrator_id], present[row.integrator_id])
                )
                for row in rows
            ]
        )

    return answer(await run_in_threadpool(read))


@router.get(
    "/offers/{integrator}/{version}", response_model=OfferResult, responses=answers("not_found")
)
async def offer(request: Request, integrator: _Owner, version: _Version) -> Response:
    """A version with its text."""
    caller = await admit(request)

    def read() -> OfferResult:
        today = caller.door.clock.moment().today
        with caller.door.unit_of_work() as unit, unit.session as session:
            repository, owner = OfferRepository(session), owner_id(unit, integrator)
            row = repository.find(owner, version)
            if row is None:
                raise NotFound("there is no such version")
            present = repository.in_force(owner, today)
        return _whole(row, integrator, present)

    return answer(await run_in_threadpool(read))


@router.post(
    "/offers",
    response_model=OfferResult,
    openapi_extra=accepts(PublishOffer),
    responses=answers_to_body("not_found", "already_exists", "already_in_force"),
)
async def publish_offer(request: Request) -> Response:
    """Publish a version. What subscribers accept is kept with its name and its text's hash."""
    caller = await admit(request)
    body = await read_body(request, PublishOffer, max(caller.door.max_body, OFFER_BYTES))

    def publish() -> OfferResult:
        moment, subject = caller.door.clock.moment(), f"offer {body.integrator}/{body.version}"
        with deed(caller, subject, reason=body.reason) as done:
            repository, owner = (
                OfferRepository(done.unit.session),
                owner_id(done.unit, body.integrator),
            )
            new = service.NewOffer(
                integrator_id=owner,
                version=body.version,
                valid_from=body.valid_from or moment.today,
                content=body.content,
            )
            row = service.publish_offer(new, repository, moment)
            done.after = {"valid_from": row.valid_from, "sha256": row.text_hash}
            return _whole(row, body.integrator, repository.in_force(owner, moment.today))

    return answer(await run_in_threadpool(publish))


def _whole(row: Offer, integrator: str, present: Offer | None) -> OfferResult:
    in_force = None if present is None else present.valid_from
    return OfferResult(**offer_fields(row, integrator, in_force), content=row.content)


def _in_force(rows: Sequence[Offer], today: date) -> dict[int, date | None]:
    days: defaultdict[int, list[date]] = defaultdict(list)
    for row in rows:
        days[row.integrator_id].append(row.valid_from)
    return {owner: begun(each, today) for owner, each in days.items()}
