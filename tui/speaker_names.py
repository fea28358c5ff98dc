"""Names that the transcripts of courts use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from testimony.transcript.types import Speaker

__all__ = ["suggested_names"]

# How reporters' transcripts of courts and asylum offices name those who speak, by role.
_BY_ROLE = {
    "judge": ("THE COURT",),
    "interpreter": ("THE INTERPRETER",),
    "respondent": ("THE RESPONDENT", "THE APPLICANT", "THE DEFENDANT"),
    "witness": ("THE WITNESS",),
    "counsel": ("COUNSEL", "COUNSEL FOR DHS"),
    "officer": ("THE OFFICER",),
    "clerk": ("THE CLERK",),
}


def suggested_names(speaker: Speaker | None, others: Iterable[Speaker]) -> Sequence[str]:
    """Names for a speaker, those of its role first; names that others have are left out."""
    taken = {one.name for one in others}
    role = speaker.role.lower() if speaker is not None else ""
    roles = sorted(_BY_ROLE, key=lambda one: one != role)  # sorted keeps the order of the rest
    return [name for one in roles for name in _BY_ROLE[one] if name not in taken][:9]
