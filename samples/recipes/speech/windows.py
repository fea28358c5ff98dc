"""Training windows: clips laid into a stretch of time, with everything the losses need.

What the product decodes is what is drawn here: single utterances with their edges cut roughly,
several of one language in a window, windows without speech; loud, faint, noisy, telephone, coded.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor

from samples.recipes.speech.corpus import PAUSES, Clip
from samples.recipes.speech.features import BINS, NEUTRAL_WARP, RATE, WARPS, LogMel
from samples.recipes.speech.noises import Bank
from samples.recipes.speech.tokenizer import Specials, as_spoken_text, specials

FRAMES_PER_SECOND = 50
IGNORED = -100
LENGTH_STEP = 16
"""Target lengths are padded to multiples of this: each new shape costs a compilation."""
_MOST_TOKENS = 432


@dataclass(frozen=True, slots=True)
class Sentence:
    """A clip ready to be laid into a window; times in seconds from its first sample."""

    language: str
    start: int
    length: int
    tokens: tuple[int, ...]
    spans: NDArray[np.float32]
    phonemes: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Batch:
    """Model inputs and targets; ``spans`` are encoder frames [from, to) or (0, 0) for none."""

    features: Tensor
    offset: int
    tokens: Tensor
    targets: Tensor
    spans: Tensor
    phonemes: Tensor


@dataclass(frozen=True, slots=True)
class Plan:
    """What kind of windows to draw: a length, how many, how many sentences in each."""

    seconds: int
    rows: int
    most_sentences: int
    single: float = 0.6


def token_spans(offsets: list[tuple[int, int]], times: tuple[float, ...]) -> NDArray[np.float32]:
    """Give each token's (start, end) in seconds; tokens within one character share it equally."""
    spans = np.zeros((len(offsets), 2), dtype=np.float32)
    index = 0
    while index < len(offsets):
        stop = index + 1
        while stop < len(offsets) and offsets[stop][0] < offsets[index][1]:
            stop += 1
        begin, end = times[offsets[index][0]], times[max(o[1] for o in offsets[index:stop])]
        edges = np.linspace(begin, end, stop - index + 1)
        spans[index:stop, 0], spans[index:stop, 1] = edges[:-1], edges[1:]
        index = stop
    return spans


def phoneme_inventory(clips: list[Clip]) -> dict[str, int]:
    """Number the phonemes of both languages (``zh:a`` is not ``en:a``); 0 is silence."""
    names = {f"{c.language}:{name}" for c in clips for _, name in c.phonemes if name not in PAUSES}
    return {name: number for number, name in enumerate(sorted(names), start=1)}


def prepare(clips: list[Clip], tokenizer: Tokenizer, inventory: dict[str, int]) -> list[Sentence]:
    """Tokenise clips and put their phonemes on the encoder's frames."""
    sentences = []
    for clip in clips:
        text = as_spoken_text(clip.text, clip.language)
        shift = len(text) - len(clip.text)
        encoding = tokenizer.encode(text)
        times = (clip.times[0],) * shift + tuple(clip.times)
        frames = -(-clip.length * FRAMES_PER_SECOND // RATE)
        labels = np.zeros(frames, dtype=np.int64)
        for at, name in clip.phonemes:
            labels[round(at * FRAMES_PER_SECOND / 1000) :] = inventory.get(f"{clip.language}:{name}", 0)
        spans = token_spans(encoding.offsets, times)
        sentences.append(Sentence(clip.language, clip.start, clip.length, tuple(encoding.ids), spans, labels))
    return sentences


class Row:
    """One window being filled."""

    def __init__(self, size: int) -> None:
        self.audio = np.zeros(size, dtype=np.float32)
        self.phonemes = np.zeros(size * FRAMES_PER_SECOND // RATE, dtype=np.int64)
        self.placed: list[tuple[float, Sentence]] = []
        self.language = "en"
        self.end = 0

    def lay(self, sentence: Sentence, samples: NDArray[np.float32], at: int) -> None:
        """Put a sentence's samples at a sample position; phonemes follow."""
        self.audio[at : at + samples.size] += samples
        frame = round(at * FRAMES_PER_SECOND / RATE)
        labels = sentence.phonemes[: self.phonemes.size - frame]
        self.phonemes[frame : frame + labels.size] = labels
        self.placed.append((at / RATE, sentence))
        self.end = at + samples.size


class Windows:
    """Draws batches; everything follows from the seed."""

    def __init__(
        self, sentences: list[Sentence], audio: NDArray[np.int16], tokenizer: Tokenizer, seed: int
    ) -> None:
        self.rng = np.random.default_rng(seed)
        self.audio = audio
        self.special: Specials = specials(tokenizer)
        self.bank = Bank(seed)
        self.log_mel = LogMel()
        self.by_language = {
            name: sorted((s for s in sentences if s.language == name), key=lambda s: s.length)
            for name in ("en", "zh")
        }

    def draw(self, plan: Plan) -> Batch:
        """Draw one batch of a plan."""
        size = plan.seconds * RATE
        rows = [self._row(plan, size) for _ in range(plan.rows)]
        offset = self._offset(plan.seconds)
        tokens, targets, spans = self._targets(rows, offset, plan.seconds)
        gains, warps = self._colours(plan.rows)
        audio = torch.from_numpy(np.stack([row.audio for row in rows]))
        features = self.log_mel(audio, [row.end for row in rows], gains, warps)
        phonemes = torch.from_numpy(np.stack([row.phonemes for row in rows]))
        return Batch(features, offset, tokens, targets, spans, phonemes)

    def _offset(self, seconds: int) -> int:
        if seconds >= 30 or self.rng.random() < 0.5:
            return 0
        return int(self.rng.integers(0, (30 - seconds) * FRAMES_PER_SECOND + 1))

    def _row(self, plan: Plan, size: int) -> Row:
        row = Row(size)
        if self.rng.random() < 0.05:
            self._fill_without_speech(row, size)
            return row
        self._fill_with_speech(row, plan, size)
        if self.rng.random() < 0.65:
            self._add_noise(row)
        row.audio *= np.float32(10 ** self.rng.uniform(-1.2, 0.3))
        np.clip(row.audio, -1.0, 1.0, out=row.audio)
        return row

    def _fill_without_speech(self, row: Row, size: int) -> None:
        row.language = str(self.rng.choice(("en", "zh")))
        row.end = int(self.rng.uniform(0.3, 1.0) * size)
        level = 10 ** self.rng.uniform(-4.0, -0.7)
        row.audio[: row.end] = self.bank.take(row.end, self.rng, steady=False) * np.float32(level)
        if self.rng.random() < 0.15:
            row.audio[:] = 0.0

    def _fill_with_speech(self, row: Row, plan: Plan, size: int) -> None:
        row.language = "zh" if self.rng.random() < 0.5 else "en"
        wanted = 1
        if self.rng.random() >= plan.single:
            wanted = int(self.rng.integers(2, plan.most_sentences + 1))
        position = int(self.rng.uniform(0.0, 0.5) * RATE)
        count = 0
        while len(row.placed) < wanted:
            sentence = self._fitting(row.language, size - position)
            if sentence is None or count + len(sentence.tokens) > _MOST_TOKENS - 40:
                break
            count += len(sentence.tokens) + 2
            row.lay(sentence, self._samples(sentence), position)
            position = row.end + int(self.rng.uniform(0.1, 1.2) * RATE)
        tail = self.rng.uniform(0.0, 0.5) if self.rng.random() < 0.7 else -0.03
        row.end = min(size, max(1, row.end + int(tail * RATE)))

    def _fitting(self, language: str, room: int) -> Sentence | None:
        pool = self.by_language[language]
        low, high = 0, len(pool)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if pool[middle].length <= room else (low, middle)
        return pool[int(self.rng.integers(0, low))] if low else None

    def _samples(self, sentence: Sentence) -> NDArray[np.float32]:
        raw = self.audio[sentence.start : sentence.start + sentence.length]
        samples = raw.astype(np.float32) / 32768
        if self.rng.random() < 0.25:
            cut = int(self.rng.uniform(0.03, 0.08) * RATE)
            samples[:cut] = 0.0
        return samples * np.float32(10 ** self.rng.uniform(-0.35, 0.0))

    def _add_noise(self, row: Row) -> None:
        level = float(np.sqrt(np.mean(row.audio[: row.end] ** 2)) + 1e-6)
        level *= 10 ** (-self.rng.uniform(5, 40) / 20)
        steady = bool(self.rng.random() < 0.7)
        row.audio[: row.end] += self.bank.take(row.end, self.rng, steady) * np.float32(level)

    def _colours(self, rows: int) -> tuple[Tensor, Tensor]:
        gains = np.ones((rows, BINS), dtype=np.float32)
        warps = np.full(rows, NEUTRAL_WARP)
        frequency = np.arange(BINS) * (RATE / 2 / (BINS - 1))
        for row in range(rows):
            if self.rng.random() < 0.4:
                knots = self.rng.normal(0, 4.0, 7)
                gains[row] *= 10 ** (np.interp(frequency, np.linspace(0, 8000, 7), knots) / 10)
            kind = self.rng.random()
            if kind < 0.2:
                low, high = self.rng.uniform(200, 380), self.rng.uniform(3100, 3700)
                gains[row] *= self._band(frequency, low, high)
            elif kind < 0.35:
                gains[row] *= self._band(frequency, 0, self.rng.uniform(3600, 7500))
            if self.rng.random() < 0.6:
                warps[row] = self.rng.integers(0, len(WARPS))
        return torch.from_numpy(gains), torch.from_numpy(warps)

    def _band(self, frequency: NDArray[np.float64], low: float, high: float) -> NDArray[np.float64]:
        outside = np.maximum(np.maximum(low - frequency, (frequency - high) / 3), 0)
        floor = 10 ** (-self.rng.uniform(3, 8))
        return np.maximum(10 ** (-outside / 30), floor)

    def _targets(self, rows: list[Row], offset: int, seconds: int) -> tuple[Tensor, Tensor, Tensor]:
        made = [self._target(row, offset, seconds) for row in rows]
        longest = max(len(ids) for ids, _, _ in made)
        length = -(-longest // LENGTH_STEP) * LENGTH_STEP
        tokens = torch.full((len(rows), length), self.special.end)
        targets = torch.full((len(rows), length), IGNORED)
        spans = torch.zeros((len(rows), length, 2), dtype=torch.int64)
        for index, (ids, wanted, frames) in enumerate(made):
            tokens[index, : len(ids)] = torch.tensor(ids)
            targets[index, : len(wanted)] = torch.tensor(wanted)
            spans[index, : len(frames)] = torch.tensor(frames)
        return tokens, targets, spans

    def _target(
        self, row: Row, offset: int, seconds: int
    ) -> tuple[list[int], list[int], list[tuple[int, int]]]:
        """Give input ids, the id wanted after each, and the frames each wanted id is said in."""
        special = self.special
        language = special.languages[row.language]
        timed = bool(row.placed) and self.rng.random() < 0.4
        body, spans = self._body(row, offset, seconds, timed)
        head = [special.start, language, special.transcribe]
        if not timed:
            head.append(special.no_timestamps)
        before = self._previous() if self.rng.random() < 0.06 else []
        ids = [*before, *head, *body]
        wanted = [IGNORED] * len(before) + [*head[1:], *body, special.end]
        if not row.placed:
            start = len(before)
            wanted[start:] = [special.no_speech] + [IGNORED] * (len(head) - 2) + [special.end]
        none = [(0, 0)] * (len(before) + len(head) - 1)
        return ids, wanted, [*none, *spans, self._closing(row, seconds)]

    def _body(
        self, row: Row, offset: int, seconds: int, timed: bool
    ) -> tuple[list[int], list[tuple[int, int]]]:
        body: list[int] = []
        spans: list[tuple[int, int]] = []
        shift = offset / FRAMES_PER_SECOND
        for at, sentence in row.placed:
            start, end = float(sentence.spans[0, 0]) + at, float(sentence.spans[-1, 1]) + at
            if timed:
                body.append(self.special.timestamp(start + shift))
                spans.append(_frames(start, start + 0.04, seconds))
            body += sentence.tokens
            spans += [_frames(at + float(a), at + float(b), seconds) for a, b in sentence.spans]
            if timed:
                body.append(self.special.timestamp(end + shift))
                spans.append(_frames(end, end + 0.06, seconds))
        return body, spans

    def _closing(self, row: Row, seconds: int) -> tuple[int, int]:
        if not row.placed:
            return (0, 0)
        at, sentence = row.placed[-1]
        end = at + float(sentence.spans[-1, 1])
        return _frames(end, end + 0.1, seconds)

    def _previous(self) -> list[int]:
        pool = self.by_language[str(self.rng.choice(("en", "zh")))]
        tokens = pool[int(self.rng.integers(0, len(pool)))].tokens
        return [self.special.previous, *tokens[-12:]]


def _frames(start: float, end: float, seconds: int) -> tuple[int, int]:
    last = seconds * FRAMES_PER_SECOND
    first = min(last - 1, max(0, round(start * FRAMES_PER_SECOND)))
    return first, min(last, max(first + 1, round(end * FRAMES_PER_SECOND)))
