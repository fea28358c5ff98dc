"""Typed settings, and the only reader of the environment.

Settings live in ``settings.toml`` in the home folder::

    [reviewer]
    name = "Chen Hui"        # who edits and approves; a claim, not authentication

    [speech]
    model = "large-v3-turbo" # an installed model's name
    threads = 4              # 0: chosen from the machine

    [translation]
    threads = 0

    [review]
    language = "zh"          # of the review screen: en or zh
    theme = "light"          # dark, light or contrast
    columns = "en"           # source (left) and translation; en or zh: that language left; or stacked

    [cluster]                # batch --cluster tls://…: files of the private CA, see docs/batch.md
    ca = "/etc/testimony/ca.pem"
    certificate = "/etc/testimony/office.pem"
    key = "/etc/testimony/office.key"

    [keys]                   # of the review screen: action = "key,key"
    approve_next = "f13,a"
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from testimony.transcript.errors import SettingsError

__all__ = ["Settings", "load_settings", "make_private"]

_KNOWN: Mapping[str, Mapping[str, type]] = {
    "reviewer": {"name": str},
    "speech": {"model": str, "language_model": str, "threads": int},
    "translation": {"threads": int},
    "review": {"language": str, "theme": str, "columns": str},
    "cluster": {"ca": str, "certificate": str, "key": str},
}
_FREE = ("keys",)  # tables whose keys are not ours to know here; every value is text


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user settled once for all commands.

    Attributes:
        home: The folder with models and settings (``$TESTIMONY_HOME`` or the platform's data folder).
        reviewer_name: From ``[reviewer] name``; empty where none is set.
        account_name: The name of the account, an *unconfirmed* identity.
        speech_model: Name of the speech model to use by default; empty for the best installed.
        language_model: Name of the model that detects languages; empty for the default rule.
        speech_threads: Threads for speech, 0 for the machine's own rule.
        translation_threads: Threads for translation, 0 for the machine's own rule.
        passphrase_file: Where ``$TESTIMONY_PASSPHRASE_FILE`` points, or None.
        no_color: True when ``$NO_COLOR`` is set.
        review_language: Of the review screen, ``en`` or ``zh``: the setting, else ``$LC_ALL`` or ``$LANG``.
        review_theme: ``dark``, ``light``, ``contrast``, or empty.
        review_columns: ``source``, ``en``, ``zh``, ``stacked``, or empty.
        keys: Action of the review screen → keys.
        cluster_files: CA, certificate and key for ``batch --cluster``; empty strings where none is set.
        editor: The person's editor command (``$VISUAL``, ``$EDITOR``), or empty.
        hub: Where ``models fetch`` gets speech models (``$HF_ENDPOINT``); empty for the public hub.
        package_index: Where it gets translation packages (``$ARGOS_PACKAGE_INDEX``); empty: the public.
    """

    home: Path
    reviewer_name: str = ""
    account_name: str = ""
    speech_model: str = ""
    language_model: str = ""
    speech_threads: int = 0
    translation_threads: int = 0
    passphrase_file: Path | None = None
    no_color: bool = False
    review_language: str = "en"
    review_theme: str = ""
    review_columns: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)
    cluster_files: tuple[str, str, str] = ("", "", "")
    editor: str = ""
    hub: str = ""
    package_index: str = ""


def load_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the environment and the settings file, if there is one.

    Args:
        environment: Instead of the process's own, for tests.

    Raises:
        SettingsError: The file is not TOML, or holds an unknown key or a value of the wrong type.
    """
    env = os.environ if environment is None else environment
    home = _home(env)
    tables = _read(home / "settings.toml")
    passphrase_file = env.get("TESTIMONY_PASSPHRASE_FILE")
    return Settings(
        home=home,
        reviewer_name=str(tables.get("reviewer", {}).get("name", "")).strip(),
        account_name=env.get("USER") or env.get("USERNAME") or "unknown account",
        speech_model=str(tables.get("speech", {}).get("model", "")),
        language_model=str(tables.get("speech", {}).get("language_model", "")),
        speech_threads=_threads(tables, "speech"),
        translation_threads=_threads(tables, "translation"),
        passphrase_file=Path(passphrase_file) if passphrase_file else None,
        no_color=bool(env.get("NO_COLOR")),
        review_language=_review_language(tables, env),
        review_theme=_one_of(tables, "theme", ("dark", "light", "contrast")),
        review_columns=_one_of(tables, "columns", ("source", "en", "zh", "stacked")),
        keys={name: str(keys) for name, keys in tables.get("keys", {}).items()},
        cluster_files=_cluster_files(tables),
        editor=env.get("VISUAL") or env.get("EDITOR") or "",
        hub=env.get("HF_ENDPOINT") or "",
        package_index=env.get("ARGOS_PACKAGE_INDEX") or "",
    )


def make_private(folder: Path) -> None:
    """Make a folder and whatever is missing above it, all readable by their owner alone.

    Raises:
        OSError: It cannot be made.
    """
    if not folder.is_dir():
        make_private(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def _cluster_files(tables: Mapping[str, Mapping[str, object]]) -> tuple[str, str, str]:
    table = tables.get("cluster", {})
    return str(table.get("ca", "")), str(table.get("certificate", "")), str(table.get("key", ""))


def _review_language(tables: Mapping[str, Mapping[str, object]], env: Mapping[str, str]) -> str:
    named = tables.get("review", {}).get("language", "")
    return "zh" if str(named or env.get("LC_ALL") or env.get("LANG") or "").startswith("zh") else "en"


def _home(env: Mapping[str, str]) -> Path:
    named = env.get("TESTIMONY_HOME")
    if named:
        return Path(named).expanduser()
    import platformdirs

    return Path(platformdirs.user_data_dir("testimony", appauthor=False))


def _read(path: Path) -> dict[str, dict[str, object]]:
    hint = f"correct {path} in an editor, or move it away"
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror}.", hint) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} is not valid TOML: {error}.", hint) from error
    for table, values in tables.items():
        known = dict.fromkeys(values, str) if table in _FREE else _KNOWN.get(table)
        if known is None or not isinstance(values, dict):
            raise SettingsError(f"{path}: [{table}] is not a table that Testimony knows.", hint)
        for key, value in values.items():
            expected = known.get(key)
            if expected is None:
                raise SettingsError(
                    f"{path}: {key!r} in [{table}] is not a setting that Testimony knows.", hint
                )
            if not isinstance(value, expected) or isinstance(value, bool):
                raise SettingsError(
                    f"{path}: {key!r} in [{table}] must be of type {expected.__name__}.", hint
                )
    return tables


def _one_of(tables: Mapping[str, Mapping[str, object]], name: str, known: Sequence[str]) -> str:
    """A setting of ``[review]``; empty where it is not set."""
    value = str(tables.get("review", {}).get(name, ""))
    if value and value not in known:
        raise SettingsError(
            f"{name!r} in [review] must be one of {', '.join(known)}.", "correct settings.toml"
        )
    return value


def _threads(tables: Mapping[str, Mapping[str, object]], table: str) -> int:
    threads = tables.get(table, {}).get("threads", 0)
    if not isinstance(threads, int) or threads < 0:
        raise SettingsError(f"'threads' in [{table}] must be 0 or more.", "correct settings.toml")
    return threads
