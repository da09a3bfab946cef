"""Settings: read once, checked, and a name nobody knows is refused with the nearest."""

from pathlib import Path
from typing import Any

import pytest

from api.settings import SettingsError, read_settings
from vectorstore.errors import DatabaseUnusable


def test_the_defaults() -> None:
    settings = read_settings({})
    assert (settings.data_dir, settings.seed_dir) == (Path("data"), Path("seeds"))
    assert (settings.host, settings.port, settings.allowed_hosts) == ("127.0.0.1", 8000, ())


def test_every_setting_can_be_set() -> None:
    given = {
        "QA_DATA_DIR": "/d",
        "QA_SEED_DIR": "/s",
        "QA_HOST": "::1",
        "QA_PORT": "0",
        "QA_ALLOWED_HOSTS": " a.example, b ",
        "QA_API_KEY": "qa_key",
        "QA_RETENTION_DAYS": "30",
    }
    settings = read_settings({**given, "OTHER": "1", "QAT": "2"})
    assert (settings.data_dir, settings.seed_dir) == (Path("/d"), Path("/s"))
    assert (settings.host, settings.port, settings.allowed_hosts) == ("::1", 0, ("a.example", "b"))
    assert (settings.api_key, settings.retention_days) == ("qa_key", 30)


def test_settings_come_from_what_is_handed_in_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QA_PORT", "99")
    monkeypatch.setenv("QA_ALLOWED_HOSTS", "a.example,b.example")
    assert read_settings({}).port == 8000
    assert read_settings().allowed_hosts == ("a.example", "b.example")


def test_an_empty_seed_folder_is_none_and_not_the_current_one() -> None:
    assert read_settings({"QA_SEED_DIR": ""}).seed_dir is None


@pytest.mark.parametrize(
    ("name", "nearest"), [("QA_DATADIR", "QA_DATA_DIR"), ("QA_PROT", "QA_PORT"), ("qa_seed", "QA_SEED_DIR")]
)
def test_an_unknown_name_is_refused_with_the_nearest(name: str, nearest: str) -> None:
    with pytest.raises(SettingsError, match=f"{name.upper()} is not known; did you mean {nearest}\\?"):
        read_settings({name: "x"})


@pytest.mark.parametrize(
    ("name", "value"),
    [("QA_PORT", "http"), ("QA_PORT", "65536"), ("QA_DATA_DIR", ""), ("QA_HOST", ""), ("QA_RETENTION_DAYS", "0")],
)
def test_a_value_that_cannot_be_used_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"{name}='{value}' cannot be used"):
        read_settings({name: value})


@pytest.mark.parametrize("value", ["", "two words", "ключ", "line\n"])
def test_a_key_that_cannot_be_one_is_refused_and_not_shown(value: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings({"QA_API_KEY": value})
    assert str(caught.value) == "QA_API_KEY cannot be used: it is not a key; `qa keys create` prints one."
    assert "qa_secret" not in repr(read_settings({"QA_API_KEY": "qa_secret"}))


def test_the_address_of_a_database_is_kept_to_itself() -> None:
    url = "postgres://qa:hush@db.example/news"
    assert read_settings({"QA_DATABASE_URL": url}).database_url == url
    assert "hush" not in repr(read_settings({"QA_DATABASE_URL": url}))
    assert read_settings({"QA_DATABASE_URL": ""}).database_url is None
    with pytest.raises(DatabaseUnusable, match="QA_DATABASE_URL cannot be used: mysql://… is no address") as told:
        read_settings({"QA_DATABASE_URL": url.replace("postgres", "mysql")})
    assert "hush" not in str(told.value)


@pytest.mark.parametrize("command", [("serve",), ("ask", "a"), ("ingest", "."), ("doctor",)])
def test_every_command_refuses_an_unknown_setting(command: tuple[str, ...], qa: Any, tmp_path: Path) -> None:
    done = qa(tmp_path / "data", *command, QA_SEEDDIR="x")
    assert (done.status, done.stdout) == (1, "")
    assert done.stderr.startswith("The setting QA_SEEDDIR is not known; did you mean QA_SEED_DIR?")
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.1", "example.org"])
def test_any_address_but_loopback_is_refused(host: str, qa: Any, tmp_path: Path) -> None:
    done = qa(tmp_path / "data", "serve", QA_HOST=host)
    assert (done.status, done.stdout) == (1, "")
    assert f"QA_HOST='{host}' is not a loopback address" in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "data").exists()


def test_a_port_that_is_taken_is_named(real: Any, qa: Any, tmp_path: Path) -> None:
    port = real.url.rsplit(":", 1)[1]
    done = qa(tmp_path / "data", "serve", QA_PORT=port)
    assert (done.status, done.stdout) == (1, "")
    assert f"Port {port} on 127.0.0.1 cannot be used" in done.stderr
