"""How the desk's lists are asked for: a page's size, times, and words that find an exchange."""

from typing import Annotated

from fastapi import Query
from pydantic import AwareDatetime

from backend.domain.values.identifiers import ACCOUNT_NUMBER, EXTERNAL_ID, INTEGRATOR_CODE

Limit = Annotated[int, Query(ge=1, le=200, description="Rows of the page, at most.")]
OfAccount = Annotated[
    str | None, Query(pattern=f"^{ACCOUNT_NUMBER}$", description="The account number.")
]
OfIntegrator = Annotated[
    str | None,
    Query(pattern=f"^{INTEGRATOR_CODE}$", description="A platform's code, or `operator`."),
]
ItsId = Annotated[
    str | None, Query(pattern=f"^{EXTERNAL_ID}$", description="The platform's own id.")
]
CorrelationId = Annotated[
    str | None,
    Query(pattern=r"^[A-Za-z0-9._\-]{1,64}$", description="As answers and logs name it."),
]
Since = Annotated[AwareDatetime | None, Query(description="Not before this moment.")]
Until = Annotated[AwareDatetime | None, Query(description="Before this moment.")]
