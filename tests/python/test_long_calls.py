"""Long calls: other threads run, Ctrl-C ends them, progress is told."""

import os
import signal
import subprocess
import sys
import threading
import time

import numpy as np
import pandas as pd
import parindex
import pytest
from small import criteria

LONG = """
import sys; sys.path.insert(0, {here!r})
import numpy as np, pandas as pd, parindex
from small import criteria
n = 190_000
data = pd.DataFrame({{"agency": [f"s{{i}}" for i in range(n)], "1.3": np.arange(n) % 9 / 4, "dossiers": 4, "done": 1}})
print("ready", flush=True)
try:
    while True:
        parindex.evaluate(criteria(), data, threads=1)
except KeyboardInterrupt:
    print("interrupted", flush=True)
"""


def data(count):
    return pd.DataFrame({"agency": [f"s{i}" for i in range(count)], "1.3": np.arange(count) % 9 / 4})


def test_ctrl_c_ends_a_long_call():
    code = LONG.format(here=os.path.dirname(__file__))
    child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    try:
        assert child.stdout.readline() == "ready\n"
        time.sleep(1.0)
        child.send_signal(signal.SIGINT)
        assert child.stdout.read() == "interrupted\n"
        assert child.wait(30) == 0
    finally:
        child.kill()


def test_progress_is_told_and_its_exception_ends_the_call():
    told = []
    parindex.evaluate(criteria(), data(30_000), progress=lambda done, total: told.append((done, total)), threads=1)
    assert told[-1] == (30_000, 30_000)
    assert told == sorted(told)

    def refuse(done, total):
        raise RuntimeError(f"enough after {done} of {total}")

    with pytest.raises(RuntimeError, match="enough"):
        parindex.evaluate(criteria(), data(30_000), progress=refuse, threads=1)


def test_progress_of_a_round(capsys):
    told = []
    parindex.evaluate("hai-phong-2017", progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (28, 28)  # 7 agencies at 4 stages
    parindex.evaluate("hai-phong-2017", progress=True)
    assert capsys.readouterr().err.endswith("28/28\n")


def test_other_threads_run_meanwhile():
    ticks = 0
    finished = threading.Event()

    def work():
        parindex.evaluate(criteria(), data(60_000), threads=1)
        finished.set()

    worker = threading.Thread(target=work)
    worker.start()
    while not finished.is_set():
        ticks += 1
        time.sleep(0.001)
    worker.join()
    assert ticks > 20
