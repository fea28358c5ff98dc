"""How the recordings of a batch become jobs: as ``run`` makes them, in whichever process does the work."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from testimony.app.context import AppContext
from testimony.app.jobs import RunChoices, make_job
from testimony.cli._passphrase import new_passphrase
from testimony.cli.run import with_passphrase
from testimony.models import ModelInfo, ModelLibrary
from testimony.runtime.samples import samples_folder
from testimony.runtime.settings import load_settings

if TYPE_CHECKING:
    from testimony.app.run.job import RunJob
    from testimony.batch.types import Overrides

__all__ = ["MakeJobs", "settle_passphrase"]


@dataclass(frozen=True, slots=True)
class MakeJobs:
    """Makes jobs out of the command line's choices and a row's wishes; travels to engine processes.

    Attributes:
        choices: What the command line said of all recordings.
    """

    choices: RunChoices

    def __call__(self, recording: Path, output: Path, overrides: Overrides) -> RunJob:
        """The job of one recording.

        Raises:
            TestimonyError: As ``make_job``; or the transcript is encrypted, and nobody said how.
        """
        choices = replace(
            self.choices,
            languages=overrides.languages or self.choices.languages,
            target=overrides.target or self.choices.target,
            channels=overrides.channels or self.choices.channels,
            glossary=overrides.glossary or self.choices.glossary,
        )
        job = _job(choices, _state_of(choices.glossary))
        passphrase = with_passphrase(choices, output).passphrase
        speakers = dict(overrides.speakers)
        return replace(job, recording=recording, output=output, speakers=speakers, passphrase=passphrase)


def settle_passphrase(choices: RunChoices, folder: Path) -> RunChoices:
    """Ask for the passphrase once for the whole batch."""
    return replace(choices, passphrase=new_passphrase(folder)) if choices.encrypt else choices


class _VerifyOnce(ModelLibrary):
    """A library that hashes each model once a process, not once a recording."""

    def verify(self, info: ModelInfo, *, thorough: bool = False) -> None:
        key = (info.path, info.digest)
        if key not in _verified:
            super().verify(info, thorough=thorough)
            _verified.add(key)


_verified: set[tuple[Path, str]] = set()


@cache
def _house() -> AppContext:
    settings = load_settings()
    return AppContext(settings, _VerifyOnce(settings.home, samples_folder()))


@cache
def _job(choices: RunChoices, glossary: tuple[int, int] | None) -> RunJob:
    """The part that recordings of one kind share; ``glossary`` tells when that file changed."""
    del glossary
    return make_job(_house(), Path(), Path(), choices)


def _state_of(path: Path | None) -> tuple[int, int] | None:
    if path is None or not path.exists():
        return None
    facts = path.stat()
    return facts.st_size, facts.st_mtime_ns
