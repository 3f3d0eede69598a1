"""Marks of devices: good for one account and one password, for half a year."""

from datetime import timedelta

import pytest

from backend.domain.services.access.mark_device import LIFETIME, DeviceMarks
from tests.fakes.manual_clock import START, ManualClock

KEY = b"k" * 32
CHANGED = START - timedelta(days=1, microseconds=7)
DEVICE = b"\x01" * 16


def test_a_mark_names_the_device_and_keeps_the_name_when_renewed() -> None:
    marks = DeviceMarks(KEY, ManualClock())
    first = marks.issue(None, 7, CHANGED)
    device = marks.read(first, 7, CHANGED)
    assert device is not None
    assert len(device) == 16
    assert marks.read(marks.issue(device, 7, CHANGED), 7, CHANGED) == device
    assert marks.read(marks.issue(None, 7, CHANGED), 7, CHANGED) != device


def test_it_is_of_one_account_and_one_password() -> None:
    marks = DeviceMarks(KEY, ManualClock())
    mark = marks.issue(DEVICE, 7, CHANGED)
    assert marks.read(mark, 7, CHANGED) == DEVICE
    assert marks.read(mark, 77, CHANGED) is None
    assert marks.read(mark, 7, CHANGED + timedelta(microseconds=1)) is None


def test_it_ends_after_half_a_year() -> None:
    clock = ManualClock()
    marks = DeviceMarks(KEY, clock)
    mark = marks.issue(DEVICE, 7, CHANGED)
    clock.advance(days=LIFETIME.days)
    assert marks.read(mark, 7, CHANGED) == DEVICE
    clock.advance(seconds=1)
    assert marks.read(mark, 7, CHANGED) is None


def test_a_mark_of_the_future_is_none() -> None:
    clock = ManualClock()
    mark = DeviceMarks(KEY, clock).issue(DEVICE, 7, CHANGED)
    assert DeviceMarks(KEY, ManualClock(START - timedelta(days=1))).read(mark, 7, CHANGED) is None


@pytest.mark.parametrize(
    "mark",
    [None, "", ".", "..", "7:1:00", "метка", "\ud800", "x" * 10_000, "\0"],
    ids=["none", "empty", "dot", "dots", "unsigned", "letters", "surrogate", "long", "nul"],
)
def test_anything_else_is_a_strangers(mark: str | None) -> None:
    assert DeviceMarks(KEY, ManualClock()).read(mark, 7, CHANGED) is None


def test_nobody_else_can_make_one() -> None:
    marks = DeviceMarks(KEY, ManualClock())
    mark = marks.issue(DEVICE, 7, CHANGED)
    assert DeviceMarks(b"x" * 32, ManualClock()).read(mark, 7, CHANGED) is None
    name, issued, sign = mark.split(".")
    for forged in (f"{'02' * 16}.{issued}.{sign}", f"{name}.{int(issued) - 1}.{sign}", mark[:-1]):
        assert marks.read(forged, 7, CHANGED) is None
