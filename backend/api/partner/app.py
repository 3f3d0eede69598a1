"""The application behind ``/api/partner/v1`` and its OpenAPI document."""

from fastapi import FastAPI

from backend.api.openapi import OpenApi, application
from backend.api.partner import charging, holds, inquiries, requests
from backend.api.partner.caller import PartnerDoor
from backend.api.portal import app as portal
from backend.api.problems import Problem

PREFIX = "/api/partner/v1"

_ABOUT = """\
Platforms identify an account, ask whether a sum can be taken, take it exactly once, report a
subscription's state and take a charge back. The SOAP dialects do the same over the same
operations: a call sent through one door may be repeated through the other.

**Exactly once.** The `id` that you give to an operation is its identity for ever. When an answer
is lost, send the same request again: it is answered from what was stored, with `replayed: true`.
The same `id` with other content is a `conflict` and changes nothing.

**Sums** are texts in roubles with at most two decimals, `"50.00"`. **Dates** are
`"2013-05-30"`; a period's end is its last day. Unknown and repeated fields are refused.

**A subscriber may leave** your subscription in the operator's cabinet. You are told so, and until
it has ended your charges for it are refused with `subscription_cancelled`, and your reports that it
goes on with `transition_refused`. Who keeps it after all has it charged again, you are told that
too, and a charge that was refused so may be sent again with its id.

**Problems** are RFC 9457 documents. Decide by `code`, act by `advice`: `retry_same_id`,
`new_id_later`, `new_id_after_change`, `treat_as_done`, `never`.
"""

_DOCUMENT = OpenApi(
    title="Vitrina for partners",
    description=_ABOUT,
    prefix=PREFIX,
    routers=(charging.router, holds.router, inquiries.router),
    read_by_hand=(
        requests.CheckRequest,
        requests.ChargeRequest,
        requests.BatchRequest,
        requests.ReversalRequest,
        requests.HoldRequest,
        requests.CaptureRequest,
        requests.ReleaseRequest,
        requests.StatusReport,
        requests.LinkRequest,
        Problem,
    ),
    scheme_name="integrator",
    scheme={
        "type": "http",
        "scheme": "basic",
        "description": "The integrator's code and secret, over TLS.",
    },
    events=True,
    parts=(portal.DOCUMENT,),
)


def create_partner_app(door: PartnerDoor, *, docs: bool = True) -> FastAPI:
    """The partner contract over these ports."""
    return application(door, _DOCUMENT, docs=docs)


def openapi_document() -> str:
    """The contract as committed in ``openapi/partner.json``."""
    return _DOCUMENT.text()
