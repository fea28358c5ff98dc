"""Secrets of every kind, planted in every place of a transcript."""

from __future__ import annotations

import random
from dataclasses import replace

from testimony.export import Exhibit
from testimony.transcript.types import Flag, FlagKind, Link, Note, Provenance, Severity, Speaker, Transcript

__all__ = ["plant", "profile_of"]

SURNAMES = "赵钱孙周吴郑冯陈褚卫蒋沈韩杨朱秦尤许何吕"
GIVEN = "鹏飞雪梅建国志强桂芳玉兰春生海燕德华"
SYLLABLES = ("Zhuang", "Qiong", "Xue", "Shuai", "Kuan", "Bing", "Niu", "Fen", "Diao", "Zeng")
PLACES = 8


def plant(transcript: Transcript, dice: random.Random) -> tuple[Transcript, Exhibit, list[str]]:
    """Return a transcript with 300 secrets in it, the names on its pages, and the secrets."""
    secrets = _make(dice)
    segments = list(transcript.segments)
    for index, secret in enumerate(secrets):
        at = dice.randrange(len(segments))
        segment = segments[at]
        place = index % PLACES
        if place in (0, 1, 2):
            segment = replace(segment, source=f"{segment.source} {secret}。")
        elif place in (3, 4, 5):
            segment = replace(segment, target=f"{segment.target} {secret}, {secret}.")
        elif place == 6:
            segment = replace(segment, notes=(*segment.notes, Note("R", f"compare {secret}")))
        else:
            flag = Flag(FlagKind.NAME_UNVERIFIED, Severity.WARN, f"{secret}?")
            segment = replace(segment, flags=(*segment.flags, flag))
        segments[at] = segment
    speakers = (Speaker("S1", f"MS. {secrets[0]}", secrets[1], ("en",), secrets[2], secrets[3], secrets[4]),)
    recording = replace(transcript.recordings[0], path=f"/cases/{secrets[5]}/{secrets[6]}-hearing.wav")
    made = Provenance({"speech": "small@00"}, {"hotwords": ", ".join(secrets[7:12])}, {})
    planted = replace(
        transcript,
        segments=tuple(segments),
        speakers=speakers + transcript.speakers[1:],
        recordings=(recording,),
        links=(Link("discrepancy", ("1",), ("2",), secrets[12]),),
        provenance={"asr-1": made},
    )
    return planted, Exhibit(case=f"Matter of {secrets[13]}", matter=secrets[14], title=secrets[15]), secrets


def _make(dice: random.Random) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < 300:
        digits = "".join(dice.choices("123456789", k=17))
        latin = "".join(dice.choices("bcdfghjkmnpqrstvwxz", k=7))
        kind = len(found) % 6
        made = (
            dice.choice(SURNAMES) + "".join(dice.sample(GIVEN, 2)),
            " ".join(dice.sample(SYLLABLES, 3)),
            f"A {digits[:3]}-{digits[3:6]}-{digits[6:9]}",
            f"{digits[:3]}-{digits[3:5]}-{digits[5:9]}",
            f"{latin}@{latin[::-1]}.example",
            f"13{digits[:9]}",
        )[kind]
        found[made] = None
    return list(found)


def profile_of(secrets: list[str]) -> str:
    """Write the profile that names them: people by their names, the rest by its form."""
    lines = ['patterns = ["a_number", "ssn", "phone", "email"]\n']
    for number, secret in enumerate(secrets):
        if number % 6 == 0:
            lines.append(f'[[term]]\ntext = "{secret}"\nreplacement = "[甲{number}]"\n')
        elif number % 6 == 1:
            lines.append(f'[[person]]\npseudonym = "[PERSON {number}]"\nroman = ["{secret}"]\n')
    return "".join(lines)
