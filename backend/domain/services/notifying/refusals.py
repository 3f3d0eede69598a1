"""Why something about notices is not done."""

from backend.domain.errors import VitrinaError


class StillWaiting(VitrinaError):
    """The notice, or its copy, is still to be sent."""

    code = "still_waiting"


class NoAddress(VitrinaError):
    """The account has no address for that channel."""

    code = "no_address"


class ChannelNotConfigured(VitrinaError):
    """That channel is not configured."""

    code = "channel_not_configured"
