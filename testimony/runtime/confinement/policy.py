"""Whether this process decodes recordings in a confined child; the commands switch it on, scripts may."""

from __future__ import annotations

from dataclasses import dataclass

from testimony.runtime.confinement.kernel import can_confine

__all__ = ["are_decoders_confined", "confine_decoders", "is_confinement_wanted", "why_not_confined"]


@dataclass(slots=True)
class _Policy:
    """What this process was told; there is one."""

    wanted: bool = False


_policy = _Policy()


def confine_decoders(*, wanted: bool = True) -> None:
    """Decode every recording of this process in a confined child, where the system can.

    The child starts anew from the main module, so a script that asks for it must be importable: its work
    belongs under ``if __name__ == "__main__":``.
    """
    _policy.wanted = wanted


def is_confinement_wanted() -> bool:
    """Tell whether it was asked for, whatever the system can do."""
    return _policy.wanted


def are_decoders_confined() -> bool:
    """Tell whether decoders are confined here."""
    return _policy.wanted and not can_confine()


def why_not_confined() -> str:
    """Why they are not although it was asked for; empty otherwise."""
    return can_confine() if _policy.wanted else ""
