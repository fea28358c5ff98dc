"""Synthetic voices, split so that the measured ones were never trained on.

A voice is an espeak-ng variant (a speaker) on an English accent and on Mandarin. Variants are
split, accents are not; robots, whispers and variants half again as slow are left out. The Mandarin
voice is ``cmn-latn-pinyin``: in espeak-ng 1.51 plain ``cmn`` reads many characters' pinyin aloud as
if it were English.
"""

import random
from dataclasses import dataclass, replace
from typing import Literal

VoiceSplit = Literal["train", "dev", "test"]
Language = Literal["zh", "en"]

MANDARIN = "cmn-latn-pinyin"
ACCENTS = ("en-us", "en-us", "en-us", "en", "en-gb-x-rp")

VARIANTS: dict[VoiceSplit, tuple[str, ...]] = {
    "train": (
        *("m1", "m2", "m4", "m5", "m7", "m8", "f1", "f2", "f3", "Alex", "Alicia", "Andrea", "Annie"),
        *("Diogo", "Gene", "Henrique", "Hugo", "Jacky", "Lee", "Mario", "Michael", "adam", "anika"),
        *("antonio", "aunty", "benjamin", "boris", "caleb", "david", "edward", "gustave", "iven"),
        *("john", "linda", "max", "miguel", "pablo", "robert", "sandro", "shelby", "steph", "zac"),
    ),
    "dev": ("m6", "f4", "Denis", "steph2"),
    "test": ("m3", "f5", "Andy", "belinda", "paul", "michel", "Mike"),
}


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker: an espeak-ng variant, an English accent, words a minute, pitch (0-99)."""

    variant: str
    accent: str = "en-us"
    speed: int = 155
    pitch: int = 50

    def engine_name(self, language: Language) -> str:
        """Give the name espeak-ng knows this speaker by in a language."""
        return f"{MANDARIN if language == 'zh' else self.accent}+{self.variant}"


def draw(split: VoiceSplit, rng: random.Random) -> Voice:
    """Draw a speaker of a split, with a speed of 130 to 185 words a minute and a pitch of 30 to 70."""
    return Voice(
        variant=rng.choice(VARIANTS[split]),
        accent=rng.choice(ACCENTS),
        speed=rng.randint(130, 185),
        pitch=rng.randint(30, 70),
    )


def varied(voice: Voice, rng: random.Random) -> Voice:
    """Give the same speaker as they say another sentence: a little faster, slower, higher, lower."""
    return replace(voice, speed=voice.speed + rng.randint(-8, 8), pitch=voice.pitch + rng.randint(-3, 3))
