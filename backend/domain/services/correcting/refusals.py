"""Why a charge is not corrected."""

from backend.domain.errors import NotAllowed, VitrinaError
from backend.domain.values.codes import Advice


class ChargeReversed(VitrinaError):
    """The charge was taken back whole already; nothing was changed."""

    code = "charge_reversed"


class MoreThanLeft(VitrinaError):
    """That is more than what is left of the charge, or nothing is; nothing was changed."""

    code = "more_than_left"
    advice = Advice.NEW_ID_AFTER_CHANGE


class CorrectionWaits(VitrinaError):
    """Another correction of the charge waits for its second person."""

    code = "correction_waits"
    advice = Advice.NEW_ID_LATER


class AlreadyDecided(VitrinaError):
    """The correction has been decided already, or has expired."""

    code = "already_decided"


class SecondPersonNeeded(NotAllowed):
    """Above the limit it takes two people of the staff, and neither is a script."""

    code = "second_person_needed"
