"""The models of one machine: those installed in ``$TESTIMONY_HOME/models`` and the shipped demo models."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from testimony.engines.format import Ability
from testimony.models.engines import format_of, formats
from testimony.models.folders import inspect_folder, snapshot_of
from testimony.models.installing import Origin, install, origin_of, remove
from testimony.models.manifest import MANIFEST, Manifest, read_manifest
from testimony.models.stamps import Stamps
from testimony.models.types import ModelInfo, ModelKind
from testimony.runtime.hashing import sha256_of
from testimony.transcript.errors import ModelDamaged, ModelError, ModelMissing

__all__ = ["DEMO", "ModelLibrary"]

DEMO = "demo"
"""What a person types for the demo speech model; its folder is ``whisper-demo``."""


class ModelLibrary:
    """Finds, adds and verifies models.

    Args:
        home: ``$TESTIMONY_HOME``; need not exist, is made by ``add``.
        samples: The folder whose ``models/`` holds the demo models; None where there is none.
    """

    def __init__(self, home: Path, samples: Path | None = None) -> None:
        self._root = home / "models"
        self._samples = samples / "models" if samples is not None else None
        self._stamps = Stamps(self._root / ".stamps.json")

    def list(self) -> tuple[ModelInfo, ...]:
        """Every model with a readable manifest: installed ones by engine and name, then the demo models."""
        return tuple(self._marked(found) for found in self._scan() if isinstance(found, ModelInfo))

    def damaged(self) -> tuple[ModelDamaged, ...]:
        """One error for each folder whose manifest is missing or unreadable, which ``list`` leaves out."""
        return tuple(found for found in self._scan() if isinstance(found, ModelDamaged))

    def speech(
        self, name: str | None = None, *, languages: Sequence[str] = (), allow_demo: bool = False
    ) -> ModelInfo:
        """The speech model to use.

        Args:
            name: An installed name, ``demo``, or a folder with a model in it; None for the default: of the
                installed ones that know the languages the one with the most bytes, which is the most accurate
                of one family.
            languages: Those of the job.
            allow_demo: Let the default be the demo model when nothing is installed.

        Raises:
            ModelMissing: There is none, or none of that name; the demo model never stands in for it.
            ModelDamaged: The folder holds a broken model.
            ModelUnsupported: The folder holds something else.
        """
        known = [info for info in self.list() if info.kind == ModelKind.SPEECH]
        if name is None:
            own = [info for info in known if not info.demo] or (known if allow_demo else [])
            if not own:
                raise ModelMissing(
                    "No speech model is installed.",
                    "testimony models fetch whisper:large-v3-turbo, or: testimony models add DIR_OR_ARCHIVE",
                )
            fit = [info for info in own if set(languages) <= set(info.languages)]
            return max(fit or own, key=lambda info: (info.size_bytes, info.name))
        return self._named(name, known, ModelKind.SPEECH)

    def detectors(self, speech: ModelInfo, languages: Sequence[str]) -> tuple[ModelInfo, ...]:
        """The installed models that can tell the languages apart for another that writes, smallest first.

        Args:
            speech: The model that writes.
            languages: Those of the job.

        Returns:
            Those smaller than ``speech`` that know all languages; never a demo model. A model that cannot
            tell languages apart is given larger ones too.
        """
        found = [
            info
            for info in self.list()
            if info.kind == ModelKind.SPEECH
            and not info.demo
            and (info.size_bytes < speech.size_bytes or not speech.can(Ability.DETECT_LANGUAGES))
            and info.is_multilingual
            and info.can(Ability.DETECT_LANGUAGES)
            and set(languages) <= set(info.languages)
        ]
        return tuple(sorted(found, key=lambda info: (info.size_bytes, info.name)))

    def translation_packages(self, *, demo: bool = False) -> tuple[ModelInfo, ...]:
        """The installed translation packages, or with ``demo`` the shipped ones; may be empty."""
        fitting = [one for one in self.list() if one.kind == ModelKind.TRANSLATION and one.demo == demo]
        # A copy of demo weights is a demo model as well; the shipped one comes first.
        return tuple(sorted(fitting, key=lambda one: one.path.is_relative_to(self._root)))

    def translation(self, name: str) -> ModelInfo:
        """One translation package, by its name or folder.

        Raises:
            ModelError: As ``speech``.
        """
        known = [info for info in self.list() if info.kind == ModelKind.TRANSLATION]
        return self._named(name, known, ModelKind.TRANSLATION)

    def add(self, path: Path, name: str | None = None) -> ModelInfo:
        """Install a model: copied, hashed, checked, and put in place in one step.

        Args:
            path: A CTranslate2 Whisper folder, an Argos package folder, or an archive of either.
            name: What to call it; by default made from the name of ``path``.

        Raises:
            ModelMissing: There is nothing at ``path``.
            ModelUnsupported: It holds no model, or is a pack of several (``add_all`` takes them).
            ModelDamaged: A file of it is missing or broken, the archive is damaged or would write outside its
                folder; or another model is installed under that name. Nothing was installed.
        """
        (info,) = install(path, self._root, Origin(name=name or ""), single=True)
        return info

    def add_all(
        self, path: Path, origin: Origin | None = None, *, move: bool = False
    ) -> tuple[ModelInfo, ...]:
        """Install a model, or every model of a pack (``testimony models pack``): all of them or none.

        Args:
            path: As for ``add``, or a pack.
            origin: What is known of a single model beside its files.
            move: Take a folder's files away instead of copying them.

        Raises:
            ModelError: As for ``add``.
        """
        return install(path, self._root, origin, move=move)

    def remove(self, info: ModelInfo) -> None:
        """Delete an installed model.

        Raises:
            ModelError: It does not lie in ``$TESTIMONY_HOME``.
        """
        if info.path.parent.parent != self._root:
            raise ModelError(
                f"{info.name} is not one of the installed models; it stays at {info.path}.",
                "testimony models list",
            )
        remove(info.path, self._root)

    def verify(self, info: ModelInfo, *, thorough: bool = False) -> None:
        """Compare every file of a model with its manifest.

        Files of 32 MB and more are hashed once a week and believed in between while nothing about them
        changes (``testimony.models.stamps``).

        Args:
            info: As this library gave it.
            thorough: Hash everything now.

        Raises:
            ModelDamaged: Names the file that is missing, changed, or there without being listed.
        """
        try:
            files = read_manifest(info.path).files
        except FileNotFoundError:
            files = self._adopted(info.path).files
        for name, expected in files.items():
            file = info.path / name
            try:
                found = sha256_of(file) if thorough else self._stamps.sha256(file)
            except OSError:
                raise _damaged(info, f"its file {name} is missing or cannot be read") from None
            if found != expected:
                raise _damaged(info, f"its file {name} differs from what was installed")
        opened = format_of(info.engine).opened
        for file in sorted(info.path.rglob("*")):
            name = file.relative_to(info.path).as_posix()
            if file.name in opened and name not in files:
                raise _damaged(info, f"the file {name} is there, but its manifest does not know it")
        inspect_folder(info.path)

    def _named(self, name: str, known: Sequence[ModelInfo], kind: ModelKind) -> ModelInfo:
        wanted = "whisper-demo" if name == DEMO else name
        for info in known:
            if info.name == wanted:
                return info
        folder = snapshot_of(Path(name))
        if _is_plain(name):
            for each in formats(kind):
                installed = self._root / each.folder / wanted
                if (installed / MANIFEST).exists():
                    read_manifest(installed)  # says what is wrong with it
        if name != DEMO and folder.is_dir():
            return self._from_folder(folder, kind)
        have = ", ".join(info.name for info in known if not info.demo) or "none is"
        raise ModelMissing(
            f"The {kind} model {name!r} is not installed ({have}).",
            "testimony models fetch NAME, or: testimony models add DIR_OR_ARCHIVE",
        )

    def _from_folder(self, folder: Path, kind: ModelKind) -> ModelInfo:
        try:
            manifest = read_manifest(folder)
        except FileNotFoundError:
            manifest = self._adopted(folder)
        if manifest.kind != kind:
            raise ModelMissing(
                f"{folder} holds a model for {manifest.kind}, not for {kind}.",
                "testimony models list",
            )
        return self._marked(manifest.info(folder), manifest.files)

    def _marked(self, info: ModelInfo, files: Mapping[str, str] | None = None) -> ModelInfo:
        """A demo model is one by its weights, whatever else lies beside them and whoever copied them."""
        if info.demo or self._samples is None:
            return info
        weights = _weights(_files(info.path) if files is None else files)
        shipped = (_files(folder) for folder in _folders(self._samples))
        return replace(info, demo=True) if any(weights & _weights(one) for one in shipped) else info

    def _adopted(self, folder: Path) -> Manifest:
        """The manifest of a folder that somebody points at: nothing to compare with, hashed as it is."""
        found, content = inspect_folder(folder)
        name, source = origin_of(folder)
        return Manifest(
            name=name,
            engine=found.engine,
            files={name: self._stamps.sha256(folder / name) for name in content.files},
            source=source,
            licence=content.licence,
            languages=content.languages,
            pair=content.pair,
        )

    def _scan(self) -> Iterator[ModelInfo | ModelDamaged]:
        for parent in dict.fromkeys(each.folder for each in formats()):
            for folder in _folders(self._root / parent):
                yield _look(folder, parent)
        for folder in _folders(self._samples) if self._samples is not None else ():
            if (folder / MANIFEST).is_file():
                yield _look(folder, None)


def _look(folder: Path, parent: str | None) -> ModelInfo | ModelDamaged:
    try:
        manifest = read_manifest(folder)
    except FileNotFoundError:
        return ModelDamaged(f"{folder} has no {MANIFEST}.", f"testimony models add {folder}")
    except ModelDamaged as error:
        return error
    if parent is not None and manifest.place != f"{parent}/{folder.name}":
        return ModelDamaged(
            f"{folder / MANIFEST} belongs to the model {manifest.name}, not to this folder.",
            f"testimony models add {folder}",
        )
    return manifest.info(folder)


_WEIGHTS = (".bin", ".onnx", ".safetensors", ".pt")


def _weights(files: Mapping[str, str]) -> frozenset[str]:
    """The SHA-256 of each file of weights."""
    return frozenset(digest for name, digest in files.items() if name.endswith(_WEIGHTS))


def _files(folder: Path) -> Mapping[str, str]:
    try:
        return read_manifest(folder).files
    except (OSError, ModelDamaged):
        return {}


def _folders(parent: Path) -> Iterator[Path]:
    try:
        found = sorted(path for path in parent.iterdir() if path.is_dir() and not path.name.startswith("."))
    except OSError:
        return
    yield from found


def _is_plain(name: str) -> bool:
    return name not in ("", ".", "..") and "/" not in name and "\\" not in name


def _damaged(info: ModelInfo, what: str) -> ModelDamaged:
    hint = (
        "Install Testimony again; the demo models come with it."
        if info.demo
        else f"testimony models remove {info.name} && testimony models add DIR_OR_ARCHIVE"
    )
    return ModelDamaged(f"The model {info.name} in {info.path} is damaged: {what}.", hint)
