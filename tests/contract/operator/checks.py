"""What holds of every operation of the desk, whatever it does."""

import httpx

from backend.api.operator.staff import PUBLIC
from backend.domain.services.access.permissions import PERMISSIONS
from backend.domain.values.roles import Role
from tests.contract.operator.cells import Cell, Operation, Things
from tests.contract.operator.world import DeskBrowser, DeskWorld

People = dict[Role, DeskBrowser]

ANOTHER_SITE = (
    {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
    {"Origin": "https://evil.example", "Sec-Fetch-Site": ""},
    {"Origin": "null", "Sec-Fetch-Site": ""},
    {"Origin": "", "Sec-Fetch-Site": "same-site"},
)


def strangers_are_told_nothing(
    world: DeskWorld, cell: Cell, operation: Operation, things: Things
) -> None:
    """Nobody, and scripts with another token than the installation's."""
    for stranger in (world.nobody(), world.script(""), world.script("another token of the staff")):
        answer = cell.call(stranger, operation, things)
        assert told(answer) == (401, "not_authenticated")
        assert not answer.headers["www-authenticate"].lower().startswith("basic")


def others_may_not(
    people: People, name: str, cell: Cell, operation: Operation, things: Things
) -> None:
    """Every role that the table does not name, in the table's words."""
    for role in set(Role) - PERMISSIONS[name]:
        answer = cell.call(people[role], operation, things)
        assert told(answer) == (403, "not_allowed"), role
        assert is_refused_by_role(answer, role), answer.text


def another_sites_page_cannot_act(
    people: People, name: str, cell: Cell, operation: Operation, things: Things
) -> None:
    """Whose page it is counts for every change, and so does the session's own token."""
    admin, other = people[Role.ADMIN], people[Role.MANAGER]
    for headers in ANOTHER_SITE:
        assert told(cell.call(admin, operation, things, headers)) == (403, "not_allowed"), headers
    if name in PUBLIC:
        return
    for token in ("", "0" * 64, other.headers["X-CSRF-Token"]):
        answer = cell.call(admin, operation, things, {"X-CSRF-Token": token})
        assert told(answer) == (403, "not_allowed"), token


def the_roles_of_the_table_may(
    people: People, name: str, cell: Cell, operation: Operation, things: Things
) -> None:
    """The first is answered as its cell says; the next ones may find it done already."""
    first, *others = sorted(PERMISSIONS[name])
    answer = cell.call(people[first], operation, things)
    assert answer.status_code == cell.answer, (first, answer.text)
    for role in others:
        answer = cell.call(people[role], operation, things)
        assert answer.status_code not in (401, 500), (role, answer.text)
        assert not is_refused_by_role(answer, role)


def told(answer: httpx.Response) -> tuple[int, str]:
    """Status and code of a refusal."""
    return answer.status_code, answer.json()["code"]


def is_refused_by_role(answer: httpx.Response, role: Role) -> bool:
    """Whether it is the table of permissions that has refused."""
    words = answer.json().get("detail") if answer.status_code == 403 else None
    return words == f"a {role} may not do this"
