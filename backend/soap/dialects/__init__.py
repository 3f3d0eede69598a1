"""The dialects by name. A new platform is one more module here and one more line below.

See ``docs/adr/0003-dialects-are-data.md`` for what such a module contains.
"""

from collections.abc import Mapping

from backend.soap.contract import Dialect
from backend.soap.dialects.native import NATIVE
from backend.soap.dialects.portal import PORTAL
from backend.soap.dialects.relans import RELANS
from backend.soap.dialects.rentsoft import RENTSOFT

DIALECTS: Mapping[str, Dialect] = {each.name: each for each in (RENTSOFT, RELANS, NATIVE)}

__all__ = ["DIALECTS", "PORTAL"]
