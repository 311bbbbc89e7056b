"""Frames go to the screen with their words, and not more often than they should."""

import pytest

from nnhelpers.explorers import frames
from nnhelpers.explorers.frames import Frame, Sender, Words


def test_a_frame_is_drawn_when_it_goes_and_the_next_is_due_after_the_spacing(monkeypatch):
    now, shown = [100.0], []
    monkeypatch.setattr(frames.time, "perf_counter", lambda: now[0])
    sender = Sender(shown.append)
    assert sender.due_in() == 0
    frame = Frame(b"picture", Words("one", "two"))
    sender.send(lambda: frame)
    assert shown == [frame]
    assert sender.due_in() == frames.FRAME and sender.due_in(0.5) == 0.5
    now[0] += 0.25
    assert sender.due_in() == 0 and sender.due_in(0.5) == pytest.approx(0.25)


def test_the_spacing_counts_from_where_the_drawing_began(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(frames.time, "perf_counter", lambda: now[0])

    def draw():
        now[0] += 0.01
        return Frame(b"picture")

    sender = Sender(lambda frame: None)
    sender.send(draw)
    assert sender.due_in(0.03) == pytest.approx(0.02)
