"""Somebody of the staff on the command line: known by the password, as at the desk."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from getpass import getpass

from backend.container import Container
from backend.domain.errors import NotAllowed
from backend.domain.services.access.permissions import PERMISSIONS
from backend.domain.services.access.staff import StaffSession, StaffSignIn

_HERE = "127.0.0.1"


@contextmanager
def signed_in(
    container: Container, name: str, code: str | None, operation: str
) -> Iterator[StaffSession]:
    """Somebody who may do what the operation does, for as long as this lasts.

    The password is asked for, or read from a pipe. Raises what signing in raises, and
    ``NotAllowed``.
    """
    command = StaffSignIn(
        name=name, password=_password(name), code=code, address=_HERE, agent="vitrina"
    )
    found = container.staff.sign_in(command)
    try:
        session = found.session
        if session.role not in PERMISSIONS[operation]:
            raise NotAllowed(f"a {session.role} may not do this")
        if session.role in container.settings.desk_totp_required and not session.has_totp:
            raise NotAllowed("a second factor has to be set up first, at the desk")
        yield session
    finally:
        container.staff.sign_out(found.token)


def _password(name: str) -> str:
    if sys.stdin.isatty():
        return getpass(f"The password of {name}: ")
    return sys.stdin.readline().rstrip("\n")
