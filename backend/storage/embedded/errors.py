"""What can go wrong with the embedded server."""


class EmbeddedPostgresError(RuntimeError):
    """The server cannot be started; the text says why and what to do."""
