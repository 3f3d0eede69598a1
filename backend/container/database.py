"""The database of an installation."""

from backend.settings import Settings
from backend.storage.embedded import EmbeddedPostgres


class Database:
    """The database of the settings: a given one, or the embedded one while this is open."""

    def __init__(self, settings: Settings) -> None:
        self._embedded: EmbeddedPostgres | None = None
        if settings.database_url is None:
            self._embedded = EmbeddedPostgres(settings.data_dir)
        self._url = settings.database_url

    def open(self) -> str:
        """Its URL; starts the embedded server where there is none running yet."""
        return self._url or (self._embedded.start() if self._embedded else "")

    def close(self) -> None:
        """Leave; the last one out stops the embedded server."""
        if self._embedded is not None:
            self._embedded.stop()
