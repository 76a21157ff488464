from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.settings import Settings, SettingsError, read_settings

if TYPE_CHECKING:
    from pathlib import Path

URL = "http://127.0.0.1:11434/v1"


def settings_of(folder: Path, **environment: str) -> Settings:
    return read_settings(environment, folder)[0]


def test_no_model_is_set_until_an_operator_names_one(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    assert (settings.model_url, settings.model_name, settings.model_key) == ("", "", "")


def test_a_model_is_named_by_its_address_and_its_name(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, MODEL_URL=f"{URL}/", MODEL_NAME=" small ", MODEL_KEY="a-key")
    assert (settings.model_url, settings.model_name, settings.model_key) == (URL, "small", "a-key")


@pytest.mark.parametrize("address", ["https://models.example", "https://h:8000/a/b", "http://[::1]:80/v1"])
def test_any_address_of_a_server_is_taken(tmp_path: Path, address: str) -> None:
    assert settings_of(tmp_path, MODEL_URL=address, MODEL_NAME="m").model_url == address


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1:11434",
        "ftp://h/v1",
        "https://user:hidden@h/v1",
        "https://h/v1?key=hidden",
        "https://h/v1#hidden",
        "https://h/hidden words",
        "https://h/v1/chat/completions",
    ],
)
def test_an_address_that_cannot_be_used_is_refused_without_being_repeated(tmp_path: Path, address: str) -> None:
    with pytest.raises(SettingsError, match=r"^MODEL_URL is no address .*11434/v1\.$") as refused:
        settings_of(tmp_path, MODEL_URL=address, MODEL_NAME="m")
    assert "hidden" not in str(refused.value)


@pytest.mark.parametrize(("given", "missing"), [("MODEL_URL", "MODEL_NAME"), ("MODEL_NAME", "MODEL_URL")])
def test_one_of_the_two_without_the_other_is_refused(tmp_path: Path, given: str, missing: str) -> None:
    with pytest.raises(SettingsError, match=f"^{missing} is empty, but {given} is set"):
        settings_of(tmp_path, **{given: URL})


@pytest.mark.parametrize("key", ["two words", "ключ", "a\tb"])
def test_a_malformed_key_is_refused_without_being_repeated(tmp_path: Path, key: str) -> None:
    with pytest.raises(SettingsError, match=r"^MODEL_KEY holds blanks") as refused:
        settings_of(tmp_path, MODEL_URL=URL, MODEL_NAME="m", MODEL_KEY=key)
    assert key not in str(refused.value)


def test_the_key_is_not_printed(tmp_path: Path) -> None:
    assert "a-key" not in repr(settings_of(tmp_path, MODEL_URL=URL, MODEL_NAME="m", MODEL_KEY="a-key"))
