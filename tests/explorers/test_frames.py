"""Frames go to the screen with their words, and no more of them than the line takes."""

import pytest

from nnhelpers.explorers import frames
from nnhelpers.explorers.frames import Frame, Sender


class Line:
    """A clock, and a browser that shows each frame `delay` seconds after it was sent.

    It answers the frames that ask.
    """

    def __init__(self, monkeypatch, delay=0.0, seconds_a_frame=0.0):
        self.now, self.delay, self.seconds_a_frame = 100.0, delay, seconds_a_frame
        self.on_the_way = []  # number, when it will be shown, whether it asks
        self.shown = self.answers = 0
        monkeypatch.setattr(frames.time, "perf_counter", lambda: self.now)
        self.sender = Sender(self.take)

    def take(self, frame, number):
        begin = max([self.now, *(when - self.delay for _, when, _ in self.on_the_way)])
        self.on_the_way.append((number, begin + self.seconds_a_frame + self.delay, frame.asks))

    def run(self, seconds, step=0.001, speaks=True):
        """Send whenever a frame is due, for so long; return how many were shown."""
        before, end = self.shown, self.now + seconds
        while self.now < end:
            if self.sender.due_in() == 0:
                self.sender.send(lambda: Frame(b"picture", "words", moving=True))
            while speaks and self.on_the_way and self.on_the_way[0][1] <= self.now:
                number, _, asks = self.on_the_way.pop(0)
                self.shown += 1
                if asks:
                    self.answers += 1
                    self.sender.pace.shown(number)
            self.now += step
        return self.shown - before


def test_the_next_frame_is_due_after_the_spacing_from_where_the_drawing_began(monkeypatch):
    line = Line(monkeypatch)
    assert line.sender.due_in() == 0

    def draw():
        line.now += 0.01
        return Frame(b"picture", "one")

    line.sender.send(draw)
    assert line.sender.due_in() == pytest.approx(frames.SPACING - 0.01)
    line.now += 0.25
    assert line.sender.due_in() == 0


def test_where_nobody_has_ever_answered_nothing_waits(monkeypatch):
    line = Line(monkeypatch)
    line.run(10, speaks=False)
    assert len(line.on_the_way) == pytest.approx(10 / frames.SPACING, rel=0.1)


@pytest.mark.parametrize(
    ("delay", "seconds_a_frame", "shown_a_second"),
    [
        (0.01, 0.001, 55),  # a quick line: as often as frames are drawn
        (0.2, 0.001, 18),  # a long one: several under way
        (0.08, 0.05, 15),  # a narrow one: nearly the 20 that go through
        (0.2, 0.1, 6),  # long and narrow: 10 at the most, and never a queue
    ],
)
def test_frames_under_way_are_as_many_as_the_line_needs(
    monkeypatch, delay, seconds_a_frame, shown_a_second
):
    line = Line(monkeypatch, delay, seconds_a_frame)
    line.run(2)
    assert line.run(10) >= 10 * shown_a_second
    assert line.sender.pace.window <= frames.MOST
    waiting = len(line.on_the_way) * seconds_a_frame
    assert waiting <= delay + 4 * seconds_a_frame


def test_of_many_frames_some_ask_for_an_answer_and_one_at_rest_always_does(monkeypatch):
    line = Line(monkeypatch, delay=0.02)
    shown, answers = line.run(5), line.answers
    assert shown / frames.MOST < answers < shown / 2
    for _ in range(3):
        line.sender.send(lambda: Frame(b"picture", "at rest"))
    assert all(asks for *_, asks in line.on_the_way[-3:])


def test_frames_come_less_often_where_they_begin_to_queue(monkeypatch):
    quick = Line(monkeypatch, delay=0.02, seconds_a_frame=0.001)
    quick.run(3)
    assert quick.sender.pace.spacing == frames.SPACING
    full = Line(monkeypatch, delay=0.02, seconds_a_frame=0.025)
    full.run(3)
    assert full.sender.pace.spacing == pytest.approx(frames.CALM, rel=0.1)


def test_who_does_not_answer_gets_a_frame_now_and_then_and_at_once_when_back(monkeypatch):
    line = Line(monkeypatch, delay=0.02)
    line.run(2)
    line.run(0.5, speaks=False)
    sent = line.sender._number
    line.run(60, speaks=False)
    assert 3 <= line.sender._number - sent <= 8
    assert line.sender.due_in() > 1
    number = line.sender._number
    line.on_the_way = [(number, line.now, True)]  # the browser shows only the newest
    line.run(0.002)
    assert line.sender.due_in() <= frames.SPACING
    assert line.run(1) >= 30


def test_a_frame_is_small_while_the_line_is_slow(monkeypatch):
    line = Line(monkeypatch, delay=0.3)
    assert not line.sender.pace.slow
    line.run(2)
    assert line.sender.pace.slow
    line.delay = 0.01
    line.run(2)
    assert not line.sender.pace.slow


def test_a_frame_shown_again_after_a_reload_counts_as_an_answer(monkeypatch):
    line = Line(monkeypatch, delay=0.02)
    line.run(1)
    line.run(5, speaks=False)
    assert line.sender.due_in() > 0
    line.sender.pace.shown(line.sender._number)
    line.sender.pace.shown(line.sender._number)
    assert line.sender.pace.under_way == 0
