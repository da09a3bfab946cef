"""Settings: read once from the environment, checked, passed down. A name nobody knows is refused."""

import difflib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from qa.generate.model import ModelSettings

PREFIX = "QA_"


class SettingsError(Exception):
    """A setting is unknown or out of range; the message names it, its value and the cure."""


class Settings(BaseSettings):
    """Everything that can be set, with the prefix ``QA_``."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True)

    data_dir: Path = Field(Path("data"), description="Everything the service writes.")
    host: str = Field("127.0.0.1", min_length=1, description="The address to listen on; any but loopback needs a key.")
    port: int = Field(8000, ge=0, le=65535, description="The port to listen on; 0 takes a free one.")
    seed_dir: Path | None = Field(
        Path("seeds"), description="The folder `serve` indexes once, when the data folder is new; empty: none."
    )
    model: str | None = Field(
        None, description="The language model as `provider:name`, such as `openai:gpt-4o-mini`; empty: none."
    )
    model_base_url: str | None = Field(
        None, pattern=r"^https?://\S+$", description="The address of the model's server; empty: the provider's own."
    )
    model_timeout_s: float = Field(
        60.0,
        gt=0,
        le=600,
        description="Seconds an answer may wait for the model, all tries included.",
    )
    model_context_tokens: int = Field(
        4000, ge=200, le=200_000, description="Tokens of articles put before the model for a question, as estimated."
    )
    embedding: str | None = Field(
        None, description="`PROVIDER:NAME` of the embedding, as in `model2vec:PATH`; unset: the embedded model."
    )
    embedding_base_url: str | None = Field(None, description="The address of an OpenAI-compatible server or of Ollama.")
    chroma_url: str | None = Field(
        None,
        pattern=r"^https?://[^/?#]+/?$",
        description="Chroma's server that holds the vectors; unset: the data folder.",
    )
    database_url: str | None = Field(
        None,
        repr=False,
        description="`postgresql://USER:PASSWORD@HOST/DATABASE`, for articles and conversations; unset: SQLite.",
    )
    allowed_hosts: tuple[str, ...] = Field((), description="Host names accepted besides loopback, parted by commas.")
    key_rate: int = Field(600, ge=0, description="Requests a minute that one key may make; 0: no limit.")
    address_rate: int = Field(
        1200, ge=0, description="Requests a minute from one address; 0: no limit. None on loopback without keys."
    )
    log_format: Literal["text", "json"] = Field("text", description="Lines of `text` or of `json` on standard error.")
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "warning", description="The least that is logged; `info`: a line for every request."
    )

    api_key: str | None = Field(
        None, repr=False, description="The key that the command line sends to a running service; unset: none."
    )
    retention_days: int | None = Field(
        None, ge=1, le=36_500, description="Days after which a conversation nobody asks in is deleted; unset: kept."
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Take values from `read_settings` alone, which has read the environment and knows every name."""
        return (init_settings,)

    @field_validator("data_dir", mode="before")
    @classmethod
    def _is_a_folder(cls, value: object) -> object:
        if value == "":
            raise ValueError("it is empty; name a folder, or leave the setting out")
        return value

    @field_validator("api_key")
    @classmethod
    def _is_one_word(cls, value: str | None) -> str | None:
        if value is not None and not (value.isascii() and value.isprintable() and value and " " not in value):
            raise ValueError("it is not a key; `qa keys create` prints one")
        return value

    @field_validator("database_url")
    @classmethod
    def _is_a_database(cls, value: str | None) -> str | None:
        if value is not None:
            from vectorstore.postgres import read_url  # SQLAlchemy is slow to import, and most have no such setting

            read_url(value)
        return value

    @field_validator(
        "seed_dir",
        "model",
        "model_base_url",
        "embedding",
        "embedding_base_url",
        "chroma_url",
        "database_url",
        mode="before",
    )
    @classmethod
    def _empty_is_none(cls, value: object) -> object:
        return None if value == "" else value


def model_settings(settings: Settings) -> ModelSettings | None:
    """Return what is set of the language model, or None without one."""
    if settings.model is None:
        return None
    return ModelSettings(
        settings.model, settings.model_base_url, settings.model_timeout_s, settings.model_context_tokens
    )


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings.

    :raises SettingsError: if a ``QA_`` name is unknown or a value cannot be used.
    :raises DatabaseUnusable: if the database's address cannot be used; no message shows its password.
    """
    environment = os.environ if environment is None else environment
    known = {PREFIX + name.upper(): name for name in Settings.model_fields}
    values: dict[str, object] = {}
    for name, value in environment.items():
        if name.upper().startswith(PREFIX):
            values[_known_name(name.upper(), known)] = value
    if isinstance(values.get("allowed_hosts"), str):
        values["allowed_hosts"] = tuple(
            filter(None, (host.strip() for host in str(values["allowed_hosts"]).split(",")))
        )
    try:
        return Settings(**values)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = PREFIX + str(first["loc"][0]).upper()
        reason = str(first["msg"]).removeprefix("Value error, ")
        if not Settings.model_fields[str(first["loc"][0])].repr:
            raise SettingsError(f"{name} cannot be used: {reason}.") from None  # its value is a secret
        raise SettingsError(f"{name}={first['input']!r} cannot be used: {reason}.") from error


def _known_name(name: str, known: Mapping[str, str]) -> str:
    if name in known:
        return known[name]
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.0)
    raise SettingsError(
        f"The setting {name} is not known; did you mean {near[0]}? Known are {', '.join(sorted(known))}."
    )
