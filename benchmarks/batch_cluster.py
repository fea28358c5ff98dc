"""A real cluster on the loopback: TLS with a private CA, workers of their own, one of which is killed."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.bars import Figure
from benchmarks.batch_sounds import cut_recordings, require

__all__ = ["measure_cluster"]

_CURVE = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")


def measure_cluster(place: Path, count: int) -> list[Figure]:
    """Run a batch on three workers, kill one of them in the middle; needs ``openssl``."""
    folder, out = place / "recordings", place / "out"
    cut_recordings(folder, count, 3.0)
    _make_certificates(place)
    with _cluster(place) as (port, workers):
        command = [sys.executable, "-m", "testimony", "batch", str(folder), "--out", str(out)]
        command += ["--model", "demo", "--json", "--cluster", f"tls://127.0.0.1:{port}"]
        began = time.perf_counter()
        batch = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        done = 0
        for line in batch.stdout or ():
            done += json.loads(line)["event"] == "done"
            if done == count // 3:
                workers[0].send_signal(signal.SIGKILL)
                done += count  # once
        _, said = batch.communicate()
        seconds = time.perf_counter() - began
    require(batch.returncode == 0, said[-2_000:])
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    require("was refused" not in said, said)
    return [
        Figure(
            f"recordings of {count} not done, one of three workers killed",
            count - report["counts"]["done"],
            bar=0,
        ),
        Figure("wall time, TLS, the whole command", seconds, "s"),
    ]


def _make_certificates(place: Path) -> None:
    def openssl(*arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=place, check=True, capture_output=True)

    openssl(
        "req", "-x509", *_CURVE, "-days", "2", "-subj", "/CN=office CA", "-keyout", "ca.key", "-out", "ca.pem"
    )
    openssl("req", *_CURVE, "-subj", "/CN=office", "-keyout", "office.key", "-out", "office.csr")
    signing = ("-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2")
    openssl("x509", "-req", "-in", "office.csr", *signing, "-out", "office.pem")
    with (place / "home" / "settings.toml").open("a") as settings:
        files = {"ca": "ca.pem", "certificate": "office.pem", "key": "office.key"}
        settings.write(
            "[cluster]\n" + "".join(f'{name} = "{place / file}"\n' for name, file in files.items())
        )


@contextlib.contextmanager
def _cluster(place: Path) -> Iterator[tuple[int, list[subprocess.Popen[bytes]]]]:
    port = 20_000 + os.getpid() % 20_000
    tls = ["--tls-ca-file", "ca.pem", "--tls-cert", "office.pem", "--tls-key", "office.key", "--no-dashboard"]
    scheduler = ["scheduler", "--protocol", "tls", "--host", "127.0.0.1", "--port", str(port)]
    worker = [
        "worker",
        f"tls://127.0.0.1:{port}",
        "--nthreads",
        "1",
        "--no-nanny",
        "--local-directory",
        "dask",
    ]
    started: list[subprocess.Popen[bytes]] = []
    try:
        for number in range(4):
            command = [sys.executable, "-m", "dask", *(worker if number else scheduler), *tls]
            with (place / f"dask-{number}.log").open("wb") as log:
                started.append(subprocess.Popen(command, cwd=place, stdout=log, stderr=log))
        yield port, started[1:]
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait()
