"""The facades: SOAP in three dialects and partner REST, each spoken from the outside."""

from collections.abc import Mapping

from tests.conformance.facades.facade import Facade
from tests.conformance.facades.native import NativeFacade
from tests.conformance.facades.relans import RelansFacade
from tests.conformance.facades.rentsoft import RentsoftFacade
from tests.conformance.facades.rest import RestFacade

FACADES: Mapping[str, type[Facade]] = {
    each.name: each for each in (NativeFacade, RentsoftFacade, RelansFacade, RestFacade)
}
"""By the name that tags, tables and figures use."""
