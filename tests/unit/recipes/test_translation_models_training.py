"""Training and conversion; skipped without torch, which the product's environment does not have."""

import random
from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="torch lives in the recipes' own environment")

from samples.recipes.translation import corpus, training, vocabulary  # noqa: E402
from samples.recipes.translation.conversion import write_model  # noqa: E402
from samples.recipes.translation.model import Shape, Translator  # noqa: E402
from samples.recipes.translation.smoke import smoke  # noqa: E402


@pytest.fixture(scope="module")
def pieces(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("vocabulary")
    return vocabulary.train(corpus.vocabulary_texts(1, 800), folder / "sentencepiece.model", latin_pieces=200)


def small(pieces: Path) -> Shape:
    size = vocabulary.load(pieces).get_piece_size()
    return Shape(size, depth=32, heads=4, encoder_layers=2, decoder_layers=2, dropout=0.1)


def plan(steps: int) -> training.Plan:
    return training.Plan(steps=steps, chunk=64, batch_tokens=600, warmup=4, report=3)


def test_the_same_texts_give_the_same_vocabulary(pieces: Path, tmp_path: Path) -> None:
    again = vocabulary.train(
        corpus.vocabulary_texts(1, 800), tmp_path / "sentencepiece.model", latin_pieces=200
    )
    assert again.read_bytes() == pieces.read_bytes()


def test_a_resumed_run_ends_with_the_same_weights(pieces: Path, tmp_path: Path) -> None:
    processor, shape = vocabulary.load(pieces), small(pieces)
    straight, resumed = tmp_path / "straight", tmp_path / "resumed"
    for folder in (straight, resumed):
        folder.mkdir()
    training.train(shape, plan(9), corpus.training("zh"), processor, straight)
    # The rate's cosine depends on the plan's length, so the first part stops inside the same plan.
    with pytest.raises(KeyboardInterrupt):
        training.train(shape, plan(9), _stop_in_second_chunk(corpus.training("zh")), processor, resumed)
    training.train(shape, plan(9), corpus.training("zh"), processor, resumed)
    first, second = (training.load(folder / "checkpoint.pt").state_dict() for folder in (straight, resumed))
    assert all(torch.equal(first[name], second[name]) for name in first)


def _stop_in_second_chunk(draw: training.Pairs) -> training.Pairs:
    calls = 0

    def limited(generator: random.Random, count: int) -> list[tuple[str, str]]:
        nonlocal calls
        calls += 1
        if calls > 1:
            raise KeyboardInterrupt
        return list(draw(generator, count))

    return limited


@pytest.mark.parametrize("head", [0, 3])
def test_ctranslate2_computes_what_was_trained(pieces: Path, tmp_path: Path, head: int) -> None:
    import ctranslate2

    torch.manual_seed(0)
    processor = vocabulary.load(pieces)
    model = Translator(small(pieces)).eval()
    write_model(model, vocabulary.pieces(processor), tmp_path / "model", head)
    translator = ctranslate2.Translator(str(tmp_path / "model"), compute_type="float32")
    sentence = corpus.held_out("dev", "zh", 1, seed=1)[0]
    source, target = processor.encode(sentence.source), processor.encode(sentence.target)
    scored = translator.score_batch(
        [processor.encode(sentence.source, out_type=str)], [processor.encode(sentence.target, out_type=str)]
    )[0]
    mask = torch.ones(1, 1, 1, len(source), dtype=torch.bool)
    with torch.no_grad():
        states = model.decode(
            torch.tensor([[vocabulary.START, *target]]), model.encode(torch.tensor([source]), mask), mask
        )
        logs = model.logits(states).log_softmax(-1)[0]
    wanted = [float(logs[index, token]) for index, token in enumerate([*target, vocabulary.END])]
    # The weights are stored in int8, so the two differ by rounding.
    assert scored.log_probs == pytest.approx(wanted, abs=0.15)


def test_the_smoke_training_passes() -> None:
    figures = smoke(seconds=3.0)
    assert figures["last_loss"] < figures["first_loss"]
