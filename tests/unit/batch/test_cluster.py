"""A cluster that will not do is refused in one sentence, before any recording is sent."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from testimony.batch.dask import backend as cluster
from testimony.batch.dask import worker as cluster_worker
from testimony.batch.engine.wire import Handshake
from testimony.batch.types import Died, Item, Order
from testimony.transcript.errors import SettingsError

HELLO = Handshake(lambda *_: None, 1, Item("a.wav", "a.testimony"), Path("out"))  # type: ignore[arg-type]


class Client:
    """Stands for Dask's own, with workers that describe themselves as the test says."""

    def __init__(self, descriptions, workers=None):
        self.descriptions = descriptions
        self.workers = {name: {"nthreads": 1} for name in descriptions} if workers is None else workers

    def wait_for_workers(self, count, timeout):
        if not self.workers:
            raise TimeoutError

    def scheduler_info(self):
        return {"workers": self.workers}

    def run(self, function, on_error="raise"):
        return self.descriptions

    def subscribe_topic(self, topic, handler):
        pass

    def cancel(self, futures, force):
        pass

    def close(self, timeout):
        pass


@pytest.fixture
def open_cluster(monkeypatch, tmp_path):
    def opened(client):
        monkeypatch.setattr(cluster.ClusterBackend, "_open", lambda self, scratch: client)
        return cluster.ClusterBackend(cluster.Address(url="tls://office:8786"), HELLO, 60.0, tmp_path)

    return opened


def described(**other):
    here = cluster_worker.describe()
    return SimpleNamespace(code=here.code, python=here.python, host="far", **other)


def test_workers_with_other_code_are_named(open_cluster):
    wrong = described()
    wrong.code = "0" * 64
    with pytest.raises(SettingsError, match="tls://b") as caught:
        open_cluster(Client({"tls://a": described(), "tls://b": wrong}))
    assert "another version" in caught.value.message
    assert "000000000000" in caught.value.message


def test_workers_without_testimony_are_named(open_cluster):
    with pytest.raises(SettingsError, match="cannot run this Testimony"):
        open_cluster(Client({"tls://a": ModuleNotFoundError("No module named 'testimony'")}))


def test_a_cluster_without_workers_is_refused(open_cluster):
    with pytest.raises(SettingsError, match="no workers"):
        open_cluster(Client({}))


def test_room_is_two_a_worker_and_one_a_card(open_cluster):
    pair = {"a": described(), "b": described()}
    assert open_cluster(Client(pair)).room == 4
    threaded = {"a": {"nthreads": 4}, "b": {"nthreads": 1}}
    assert open_cluster(Client(pair, threaded)).room == 3
    cards = {"a": {"nthreads": 1, "resources": {"GPU": 1.0}}, "b": {"nthreads": 8}}
    assert open_cluster(Client(pair, cards)).room == 1


def test_a_worker_that_is_lost_is_a_death_that_may_be_tried_again(open_cluster):
    class Lost:
        def result(self, timeout):
            raise RuntimeError("KilledWorker")

        def add_done_callback(self, callback):
            callback(self)

    client = Client({"a": described()})
    client.submit = lambda *_, **__: Lost()
    backend = open_cluster(client)
    backend.put(Order(Item("a.wav", "a.testimony"), Path("out"), Path("out/work")))
    order, message = backend.poll(1.0)
    assert order.item.recording == str(Path("a.wav").absolute())
    assert isinstance(message, Died)
    assert message.again


def test_nobody_at_the_address_is_one_sentence(monkeypatch, tmp_path):
    pytest.importorskip("distributed")
    monkeypatch.setattr(cluster, "_PATIENCE_S", 0.3)
    with pytest.raises(SettingsError, match="does not answer"):
        cluster.ClusterBackend(cluster.Address(url="tcp://127.0.0.1:9"), HELLO, 60.0, tmp_path)


def test_the_code_of_this_installation_has_one_name():
    assert cluster_worker.this_code() == cluster_worker.this_code()
    assert len(cluster_worker.this_code()) == 64


def test_an_engine_that_was_started_ahead_is_taken_once_and_by_its_own_batch_alone(monkeypatch):
    class Engine:
        is_up = True

        def __init__(self, handshake, stall_s):
            self.did = []
            made.append(self)

        def start(self):
            self.did.append("start")

        def boot(self):
            self.did.append("boot")

        def close(self):
            self.did.append("close")

    made = []
    monkeypatch.setattr(cluster_worker, "EngineProcess", Engine)
    cluster_worker.start_engines(HELLO, 60.0, 2)
    other = replace(HELLO, threads=7)
    stranger = cluster_worker._engine(cluster_worker._Seat(), other, 60.0)
    taken = cluster_worker._engine(cluster_worker._Seat(), HELLO, 60.0)
    cluster_worker.stop_spares()
    assert stranger is made[2]
    assert taken in made[:2]
    assert taken.did == ["start", "boot"]
    assert sorted(engine.did[-1] for engine in made[:2]) == ["boot", "close"]
