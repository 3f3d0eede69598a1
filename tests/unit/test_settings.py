"""The VITRINA_* variables."""

import stat
from concurrent.futures import ThreadPoolExecutor
from ipaddress import ip_network
from pathlib import Path

import pytest
from pydantic import ValidationError

from backend.settings import Settings


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """No variable of the developer's machine reaches a test."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"VITRINA_{name.upper()}", raising=False)


def test_everything_has_a_default() -> None:
    settings = Settings()
    assert settings.database_url is None
    assert settings.public_url == "http://127.0.0.1:8080"
    assert settings.trusted_proxies == ()


def test_every_setting_is_described() -> None:
    for name, field in Settings.model_fields.items():
        assert field.description, name
        assert field.description.endswith("."), name


@pytest.mark.parametrize(
    "written", ["10.0.0.0/8,127.0.0.1", "10.0.0.0/8, 127.0.0.1", "10.0.0.0/8 127.0.0.1"]
)
def test_proxies_are_a_list(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    monkeypatch.setenv("VITRINA_TRUSTED_PROXIES", written)
    assert Settings().trusted_proxies == (ip_network("10.0.0.0/8"), ip_network("127.0.0.1"))


def test_an_empty_variable_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VITRINA_DATABASE_URL", "")
    assert Settings().database_url is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TIME_ZONE", "Mars/Phobos"),
        ("TIME_ZONE", "../etc/passwd"),
        ("PORT", "0"),
        ("PORT", "http"),
        ("PUBLIC_URL", "billing.example"),
        ("PUBLIC_URL", "https://billing.example/"),
        ("PUBLIC_URL", "https://billing.example/?a=b"),
        ("DATABASE_URL", "mysql://localhost/vitrina"),
        ("SECRET_KEY", "short"),
        ("BILLING_PERIOD_START_DAY", "31"),
        ("TRUSTED_PROXIES", "proxy.example"),
        ("LOG_LEVEL", "chatty"),
        ("EVENTS_KEEP_DAYS", "14"),
        ("ADVANCE_POLICY", "half"),
        ("ADVANCE_DAYS", "-1"),
    ],
)
def test_what_cannot_be_is_refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"VITRINA_{name}", value)
    with pytest.raises(ValidationError, match=name.lower()):
        Settings()


def test_secrets_are_not_shown() -> None:
    settings = Settings().with_changes(
        database_url="postgresql://u:hunter2@db/v",
        secret_key="hunter2" * 8,
        metrics_token="hunter2" * 8,
    )
    assert "hunter2" not in repr(settings)


def test_some_changed_for_a_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VITRINA_PORT", "9000")
    changed = Settings().with_changes(host="192.0.2.1")
    assert (changed.host, changed.port) == ("192.0.2.1", 9000)
    with pytest.raises(ValidationError):
        Settings().with_changes(port=-1)


def test_the_signing_key_is_made_once_and_for_its_owner(tmp_path: Path) -> None:
    settings = Settings().with_changes(data_dir=tmp_path / "data")
    with ThreadPoolExecutor(8) as threads:
        keys = set(threads.map(lambda _: settings.signing_key(), range(32)))
    assert len(keys) == 1
    assert len(keys.pop()) >= 32
    (file,) = (tmp_path / "data").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_given_signing_key(tmp_path: Path) -> None:
    settings = Settings().with_changes(data_dir=tmp_path, secret_key="k" * 32)
    assert settings.signing_key() == b"k" * 32
    assert list(tmp_path.iterdir()) == []
