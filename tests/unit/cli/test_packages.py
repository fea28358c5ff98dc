"""The packages of a job: a route for each pair, and never another one in place of the one that was named."""

from dataclasses import dataclass

import pytest

from testimony.app.packages import find_packages
from testimony.transcript.errors import ModelMissing, UnsupportedPair


@dataclass(frozen=True)
class Package:
    name: str
    pair: tuple[str, str]

    def translates(self, source: str, target: str) -> bool:
        return self.pair == (source, target)


class Library:
    def __init__(self, *packages: Package) -> None:
        self._packages = {package.name: package for package in packages}
        self.verified: list[str] = []

    def translation_packages(self, *, demo: bool) -> tuple[Package, ...]:
        return tuple(self._packages.values()) if not demo else ()

    def translation(self, name: str) -> Package:
        return self._packages[name]

    def verify(self, package: Package) -> None:
        self.verified.append(package.name)


LIBRARY = Library(
    Package("a", ("zh", "en")),
    Package("b", ("zh", "en")),
    Package("c", ("en", "zh")),
    Package("d", ("en", "fr")),
)


def names(pairs: list[tuple[str, str]], name: str = "") -> list[str]:
    return [package.name for package in find_packages(LIBRARY, pairs, name)]  # type: ignore[arg-type]


def test_a_named_package_is_preferred_and_a_pivot_is_found() -> None:
    assert names([("zh", "en"), ("en", "zh")], "b") == ["b", "c"]
    assert names([("zh", "fr")]) == ["a", "d"]


def test_a_package_of_the_wrong_direction_is_refused_though_a_right_one_is_there() -> None:
    with pytest.raises(UnsupportedPair, match="b does not lead from en to zh"):
        names([("en", "zh")], "b")


def test_a_pair_without_a_package_says_how_to_get_one() -> None:
    with pytest.raises(ModelMissing, match="from fr to zh"):
        names([("fr", "zh")])
