"""Nothing under the GPL or AGPL, and no torch, comes with the product."""

import importlib.metadata
import re

from packaging.requirements import Requirement

EXCLUDED = {"stanza", "spacy", "minisbd", "hf-xet", "torch"}


def _closure(root: str) -> set[str]:
    """The distributions that ``root`` needs here, as installed, without extras."""
    wanted, seen = [root], set()
    while wanted:
        name = wanted.pop().lower().replace("_", "-")
        if name in seen or name in EXCLUDED:
            continue
        seen.add(name)
        for line in importlib.metadata.requires(name) or []:
            requirement = Requirement(line)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                wanted.append(requirement.name)
    return seen


def _licence(name: str) -> str:
    metadata = importlib.metadata.metadata(name)

    def values(field: str) -> list[str]:
        return metadata.get_all(field) or []

    classifiers = [value for value in values("Classifier") if value.startswith("License")]
    short = "".join(values("License")[:1]).splitlines()[:1]  # some put the whole text there
    return " | ".join([*values("License-Expression"), *short, *classifiers])


def test_no_gpl_and_no_agpl_in_the_default_environment() -> None:
    names = _closure("testimony")
    assert len(names) > 30, "the closure was not followed"
    copyleft = {
        name: _licence(name)
        for name in names
        if re.search(r"(?<!L)(?<!Lesser )\bA?GPL|GNU (Affero )?General Public", _licence(name))
    }
    assert copyleft == {}


def test_what_argos_asks_for_and_nothing_calls_is_absent() -> None:
    installed = {(dist.name or "").lower() for dist in importlib.metadata.distributions()}
    assert installed.isdisjoint(EXCLUDED)
