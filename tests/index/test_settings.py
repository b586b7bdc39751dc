"""The environment is read strictly: what is misspelt or cannot be used is named."""

from pathlib import Path

import pytest

from index.errors import SettingsError
from index.settings import IndexSettings, load, reject_unknown


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("BYLINE_HOME", "BYLINE_INDEX", "BYLINE_EMBEDDER"):
        monkeypatch.delenv(name, raising=False)


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("BYLINE_HOME", str(tmp_path))
    assert load(IndexSettings).index_dir == tmp_path / "index"
    monkeypatch.setenv("BYLINE_INDEX", str(tmp_path / "other"))
    monkeypatch.setenv("BYLINE_EMBEDDER", "some/model")
    settings = load(IndexSettings)
    assert (settings.index_dir, settings.embedder) == (tmp_path / "other", "some/model")


def test_defaults() -> None:
    settings = load(IndexSettings)
    assert settings.embedder == "all-MiniLM-L6-v2"
    assert settings.index_dir == settings.home / "index"
    assert settings.home.is_absolute()


def test_an_empty_value_is_no_value(monkeypatch: pytest.MonkeyPatch) -> None:
    default = load(IndexSettings)
    for name in ("BYLINE_HOME", "BYLINE_INDEX", "BYLINE_EMBEDDER"):
        monkeypatch.setenv(name, "")
    assert load(IndexSettings) == default


def test_the_users_home_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("BYLINE_HOME", "~/byline")
    assert load(IndexSettings).index_dir == tmp_path / "byline" / "index"


def test_an_unknown_variable_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BYLINE_HOME", "/tmp")  # noqa: S108
    reject_unknown(IndexSettings)
    monkeypatch.setenv("BYLINE_HOEM", "/data")
    with pytest.raises(SettingsError, match=r"BYLINE_HOEM.*BYLINE_HOME"):
        reject_unknown(IndexSettings)


def test_a_value_that_cannot_be_used_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    class Picky(IndexSettings):
        passages: int = 5

    monkeypatch.setenv("BYLINE_PASSAGES", "many")
    with pytest.raises(SettingsError, match="BYLINE_PASSAGES: Input should be a valid integer"):
        load(Picky)
