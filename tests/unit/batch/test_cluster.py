"""A cluster that will not do is refused in one sentence, before any recording is sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from testimony.batch.dask import backend as cluster
from testimony.batch.dask import opening
from testimony.batch.dask import worker as cluster_worker
from testimony.batch.dask.address import Address
from testimony.batch.engine.wire import Handshake
from testimony.batch.types import Died, Item, Order
from testimony.transcript.errors import SettingsError

Opener = Callable[["Client"], cluster.ClusterBackend]

HELLO = Handshake(lambda *_: None, 1, Item("a.wav", "a.testimony"), Path("out"))  # type: ignore[arg-type]


class Client:
    """Stands for Dask's own, with workers that describe themselves as the test says."""

    def __init__(
        self, descriptions: Mapping[str, object], workers: Mapping[str, object] | None = None
    ) -> None:
        self.descriptions = descriptions
        self.submitted: object = None
        self.workers = {name: {"nthreads": 1} for name in descriptions} if workers is None else workers

    def wait_for_workers(self, count: int, timeout: float) -> None:
        if not self.workers:
            raise TimeoutError

    def scheduler_info(self) -> dict[str, Mapping[str, object]]:
        return {"workers": self.workers}

    def run(self, function: Callable[[], object], on_error: str = "raise") -> Mapping[str, object]:
        return self.descriptions

    def subscribe_topic(self, topic: str, handler: Callable[..., None]) -> None:
        pass

    def submit(self, *_: object, **__: object) -> object:
        return self.submitted

    def cancel(self, futures: list[object], force: bool) -> None:
        pass

    def close(self, timeout: float) -> None:
        pass


@pytest.fixture
def open_cluster(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Opener:
    def opened(client: Client) -> cluster.ClusterBackend:
        monkeypatch.setattr(cluster, "open_client", lambda address, scratch: (client, None))
        return cluster.ClusterBackend(Address(url="tls://office:8786"), HELLO, 60.0, tmp_path)

    return opened


def described(**other: object) -> SimpleNamespace:
    here = cluster_worker.describe()
    return SimpleNamespace(code=here.code, python=here.python, host="far", **other)


def test_workers_with_other_code_are_named(open_cluster: Opener) -> None:
    wrong = described()
    wrong.code = "0" * 64
    with pytest.raises(SettingsError, match="tls://b") as caught:
        open_cluster(Client({"tls://a": described(), "tls://b": wrong}))
    assert "another version" in caught.value.message
    assert "000000000000" in caught.value.message


def test_workers_without_testimony_are_named(open_cluster: Opener) -> None:
    with pytest.raises(SettingsError, match="cannot run this Testimony"):
        open_cluster(Client({"tls://a": ModuleNotFoundError("No module named 'testimony'")}))


def test_a_cluster_without_workers_is_refused(open_cluster: Opener) -> None:
    with pytest.raises(SettingsError, match="no workers"):
        open_cluster(Client({}))


def test_room_is_two_a_worker_and_one_a_card(open_cluster: Opener) -> None:
    pair = {"a": described(), "b": described()}
    assert open_cluster(Client(pair)).room == 4
    threaded = {"a": {"nthreads": 4}, "b": {"nthreads": 1}}
    assert open_cluster(Client(pair, threaded)).room == 3
    cards = {"a": {"nthreads": 1, "resources": {"GPU": 1.0}}, "b": {"nthreads": 8}}
    assert open_cluster(Client(pair, cards)).room == 1


def test_a_worker_that_is_lost_is_a_death_that_may_be_tried_again(open_cluster: Opener) -> None:
    class Lost:
        def result(self, timeout: float) -> None:
            raise RuntimeError("KilledWorker")

        def add_done_callback(self, callback: Callable[[object], None]) -> None:
            callback(self)

    client = Client({"a": described()})
    client.submitted = Lost()
    backend = open_cluster(client)
    backend.put(Order(Item("a.wav", "a.testimony"), Path("out"), Path("out/work")))
    news = backend.poll(1.0)
    assert news is not None
    order, message = news
    assert order is not None
    assert order.item.recording == str(Path("a.wav").absolute())
    assert isinstance(message, Died)
    assert message.again


def test_nobody_at_the_address_is_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr(opening, "PATIENCE_S", 0.3)
    with pytest.raises(SettingsError, match="does not answer"):
        cluster.ClusterBackend(Address(url="tcp://127.0.0.1:9"), HELLO, 60.0, tmp_path)


def test_the_code_of_this_installation_has_one_name() -> None:
    assert cluster_worker.this_code() == cluster_worker.this_code()
    assert len(cluster_worker.this_code()) == 64


def test_an_engine_that_was_started_ahead_is_taken_once_and_by_its_own_batch_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Engine:
        is_up = True

        def __init__(self, handshake: Handshake, stall_s: float) -> None:
            self.did: list[str] = []
            made.append(self)

        def start(self) -> None:
            self.did.append("start")

        def boot(self) -> None:
            self.did.append("boot")

        def close(self) -> None:
            self.did.append("close")

    made: list[Engine] = []
    monkeypatch.setattr(cluster_worker, "EngineProcess", Engine)
    cluster_worker.start_engines(HELLO, 60.0, 2)
    other = replace(HELLO, threads=7)
    stranger = cluster_worker._engine(cluster_worker._Seat(), other, 60.0)
    taken = cluster_worker._engine(cluster_worker._Seat(), HELLO, 60.0)
    cluster_worker.stop_spares()
    assert isinstance(stranger, Engine)
    assert isinstance(taken, Engine)
    assert stranger is made[2]
    assert taken in made[:2]
    assert taken.did == ["start", "boot"]
    assert sorted(engine.did[-1] for engine in made[:2]) == ["boot", "close"]
