"""What is wrong with a whole file, and with one row."""

from enum import StrEnum

from backend.domain.errors import InvalidRequest


class Flaw(StrEnum):
    """Why a file cannot be read as a table."""

    EMPTY = "empty"
    WRONG_ENCODING = "wrong_encoding"
    HEADER_TOO_LONG = "header_too_long"
    BROKEN_HEADER = "broken_header"
    UNKNOWN_COLUMN = "unknown_column"
    REPEATED_COLUMN = "repeated_column"
    MISSING_COLUMN = "missing_column"


class UnreadableFile(InvalidRequest):
    """The file cannot be read as the table that is expected; nothing was done.

    ``flaw`` says why in a stable word, the message where.
    """

    code = "unreadable_file"

    def __init__(self, flaw: Flaw, message: str) -> None:
        super().__init__(message)
        self.flaw = flaw


class RowFlaw(StrEnum):
    """Why one row is refused before anything is decided about it."""

    LINE_TOO_LONG = "line_too_long"
    BROKEN_QUOTING = "broken_quoting"
    WRONG_CELL_COUNT = "wrong_cell_count"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    CONTROL_CHARACTER = "control_character"
    MALFORMED = "malformed"
    NOT_AN_AMOUNT = "not_an_amount"
    NOT_POSITIVE = "not_positive"
    OUTSIDE_PERIOD = "outside_period"
    REPEATED = "repeated"


class RowRefused(Exception):
    """This row is not acceptable, because of this column where one is to blame."""

    def __init__(self, flaw: RowFlaw, field: str | None = None) -> None:
        super().__init__(flaw)
        self.flaw = flaw
        self.field = field
