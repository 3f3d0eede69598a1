"""Identifiers: who may call something what.

Account numbers and external ids are strings: leading zeros are kept, case matters.
"""

import re

ACCOUNT_NUMBER = r"[0-9A-Za-z._\-]{1,32}"
EXTERNAL_ID = r"[0-9A-Za-z._:/\-]{1,64}"
INTEGRATOR_CODE = r"[a-z][a-z0-9\-]{1,31}"
STAFF_NAME = r"[a-z][a-z0-9._\-]{1,31}"

PORTALS = "portal"
"""Where portals call through SOAP: an integrator of this code could not be reached."""

OPERATOR_ID = 0
"""The house itself among the integrators: payments and the operator's own products are its."""

_ACCOUNT_NUMBER = re.compile(ACCOUNT_NUMBER, re.ASCII)
_EXTERNAL_ID = re.compile(EXTERNAL_ID, re.ASCII)
_INTEGRATOR_CODE = re.compile(INTEGRATOR_CODE, re.ASCII)
_STAFF_NAME = re.compile(STAFF_NAME, re.ASCII)


def is_account_number(text: str) -> bool:
    """Whether the text can be an account number at all."""
    return _ACCOUNT_NUMBER.fullmatch(text) is not None


def is_external_id(text: str) -> bool:
    """Whether the text can be the id that a platform gives to its operation."""
    return _EXTERNAL_ID.fullmatch(text) is not None


def is_integrator_code(text: str) -> bool:
    """Whether the text can name an integrator in addresses and logs."""
    return text != PORTALS and _INTEGRATOR_CODE.fullmatch(text) is not None


def is_staff_name(text: str) -> bool:
    """Whether somebody of the staff can be called so."""
    return _STAFF_NAME.fullmatch(text) is not None
