"""What is only told to portals."""

from pydantic import Field

from backend.api.wire import Outgoing


class BoundAccounts(Outgoing):
    """Numbers of accounts that the portal acts for, in their order."""

    accounts: list[str]
    next: str | None = Field(None, description="Give it as `after` for the following ones.")
