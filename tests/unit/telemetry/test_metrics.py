"""Metrics: what is counted, and that several processes tell of each other."""

import subprocess
import sys
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from backend.telemetry import metrics

# Two workers share a folder; the second one tells of both, and of the queues of the living only.
WORKERS = """
import subprocess, sys
from backend.telemetry import metrics
metrics.count_operations([("charge", "ok")], "rentsoft", "soap")
metrics.observe_batch(3, 7)
metrics.observe_request("soap", "charge", 0.004)
if sys.argv[1] == "first":
    subprocess.run([sys.executable, "-c", sys.argv[2], "second", ""], check=True)
else:
    sys.stdout.write(metrics.render().decode())
"""


def samples(text: str) -> dict[tuple[str, str], float]:
    """Name and sorted label values → value."""
    return {
        (sample.name, " ".join(sorted(sample.labels.values()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_what_happened_is_told() -> None:
    before = samples(metrics.render().decode())
    metrics.count_operations([("charge", "not_enough_money")], "rentsoft", "soap")
    metrics.observe_batch(40, 2)
    metrics.observe_request("rest", "charge", 0.02)
    metrics.reject_request("too_large")
    after = samples(metrics.render().decode())

    def growth(name: str, labels: str) -> float:
        return after[name, labels] - before.get((name, labels), 0)

    assert growth("vitrina_operations_total", "charge not_enough_money rentsoft soap") == 1
    assert growth("vitrina_lane_batch_size_sum", "") == 40
    assert growth("vitrina_request_seconds_sum", "charge rest") == pytest.approx(0.02)
    assert growth("vitrina_rejected_requests_total", "too_large") == 1
    assert after["vitrina_lane_queue", ""] == 2


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of processes that are started from here."""
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", "")  # restored afterwards
    (tmp_path / "counter_1.db").touch()
    metrics.share(tmp_path)
    return tmp_path


def worker(name: str, other: str = "") -> dict[tuple[str, str], float]:
    """Run a worker and read what it tells."""
    command = [sys.executable, "-c", WORKERS, name, other]
    return samples(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


@pytest.mark.usefixtures("shared")
def test_one_worker_tells_of_all() -> None:
    told = worker("first", WORKERS)
    assert told["vitrina_operations_total", "charge ok rentsoft soap"] == 2
    assert told["vitrina_request_seconds_count", "charge soap"] == 2
    assert told["vitrina_lane_batch_size_bucket", "5.0"] == 2
    assert told["vitrina_lane_queue", ""] == 14


@pytest.mark.usefixtures("shared")
def test_the_queue_of_a_dead_worker_is_forgotten() -> None:
    worker("second")
    told = worker("second")
    assert told["vitrina_operations_total", "charge ok rentsoft soap"] == 2
    assert told["vitrina_lane_queue", ""] == 7


def test_a_new_start_forgets_the_last_one(shared: Path) -> None:
    assert list(shared.iterdir()) == []
