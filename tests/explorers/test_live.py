"""Training that goes on while you watch: played, paused, stepped, abused."""

import asyncio

import pytest
from driving import alive, at_rest
from samples import Counter, DivergingCounter, from_another_thread, from_this_thread

from nnhelpers.explorers import live


def test_live_without_a_loop_shows_the_end_of_each_run():
    explorer = Counter()
    assert explorer.result == 500
    explorer.controls["start"].value = 7
    assert alive(explorer).result == 500
    explorer._screen.buttons["step"].click()
    assert alive(explorer).result == 17  # from the start again: the run was at its end
    explorer._screen.buttons["step"].click()
    assert alive(explorer).result == 27
    explorer._screen.buttons["play"].click()
    assert alive(explorer).result == 500
    explorer.set(start=3)
    assert explorer.result == 500
    assert explorer.describe() == "start 3\n500 of 500"
    explorer._screen.buttons["reset"].click()
    assert alive(explorer).values == {"start": 0}
    explorer.close()


@pytest.mark.parametrize("deliver", [from_this_thread, from_another_thread])
def test_live_plays_pauses_steps_and_ends(deliver):
    async def scenario():
        explorer = Counter()
        seen = []
        explorer._screen.view.observe(lambda change: seen.append(explorer.result), "frame")
        deliver(lambda: setattr(explorer.controls["start"], "value", 50))
        await asyncio.sleep(0.12)
        assert explorer.playing
        assert explorer._screen.buttons["play"].description == "Pause"
        deliver(explorer._screen.buttons["play"].click)
        await asyncio.sleep(0.05)
        paused = explorer.result
        assert not explorer.playing and 50 <= paused < 500
        deliver(explorer._screen.buttons["step"].click)
        await at_rest(explorer)
        assert alive(explorer).result == paused + explorer.stride
        deliver(explorer._screen.buttons["play"].click)
        await at_rest(explorer)
        assert alive(explorer).result == 500 and not explorer.playing
        assert explorer._screen.buttons["play"].description == "Play"
        assert seen == sorted(seen) and len(set(seen)) > 5
        assert "500 of 500" in explorer._screen.frame.readout
        assert explorer._owner.at_rest
        explorer.close()

    asyncio.run(scenario())


def test_where_motion_is_unwelcome_a_run_shows_its_end_and_play_still_plays():
    async def scenario():
        explorer, seen = Counter(), []
        explorer._screen.view.observe(lambda change: seen.append(explorer.result), "frame")
        explorer._on_message({"still": True})
        explorer.controls["start"].value = 50
        await at_rest(explorer)
        assert alive(explorer).result == 500
        assert set(seen) <= {50, 500}
        seen.clear()
        explorer._screen.buttons["play"].click()
        await at_rest(explorer)
        assert len(set(seen)) > 5
        explorer._on_message({"still": False})
        seen.clear()
        explorer.controls["start"].value = 60
        await at_rest(explorer)
        assert len(set(seen)) > 5
        explorer.close()

    asyncio.run(scenario())


def test_live_survives_a_storm_while_it_trains():
    async def scenario():
        explorer = Counter()
        for k in range(500):
            explorer.controls["start"].value = k % 100 + 1
            if k % 50 == 0:
                await asyncio.sleep(0.01)
        await at_rest(explorer)
        assert alive(explorer).result == 500
        assert explorer.session.iteration == 500
        assert explorer.values == {"start": 100}
        explorer.close()
        await asyncio.sleep(0)
        assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(scenario())


def test_words_travel_with_their_picture():
    async def scenario():
        explorer = Counter()
        seen = []
        explorer._screen.view.observe(
            lambda change: seen.append((explorer.result, change.new["readout"])), "frame"
        )
        explorer._screen.buttons["play"].click()
        await at_rest(explorer)
        assert len(seen) > 5
        assert all(words == f"{result} of 500" for result, words in seen)
        explorer.close()

    asyncio.run(scenario())


def test_after_a_control_has_moved_training_waits_for_the_browser(monkeypatch):
    async def scenario():
        explorer = Counter()
        monkeypatch.setattr(live, "BREATH", 60.0)
        explorer.controls["start"].value = 50
        await asyncio.sleep(0.3)  # as long as a whole run takes
        assert alive(explorer).playing and explorer.session.iteration == 50
        explorer.close()

    asyncio.run(scenario())


def test_a_diverged_run_has_ended_and_the_next_begins_anew():
    async def scenario():
        explorer = DivergingCounter()
        buttons, seen = explorer._screen.buttons, []
        explorer._screen.view.observe(lambda change: seen.append(explorer.result), "frame")
        explorer.controls["start"].value = 50
        await at_rest(explorer)
        assert alive(explorer).result == 200 and not explorer.playing
        assert buttons["play"].description == "Play"
        assert "Diverged at iteration 200" in explorer._screen.frame.warning
        seen.clear()
        buttons["play"].click()
        await at_rest(explorer)
        assert seen[0] == 50 and seen[-1] == 200 and not explorer.playing
        buttons["step"].click()
        await at_rest(explorer)
        assert alive(explorer).result == 60 and explorer._screen.frame.warning == ""
        explorer.close()

    asyncio.run(scenario())


def test_without_a_loop_a_diverged_run_has_ended_too():
    explorer = DivergingCounter()
    assert explorer.result == 200
    explorer._screen.buttons["step"].click()
    assert alive(explorer).result == 10
    explorer._screen.buttons["play"].click()
    assert alive(explorer).result == 200 and not explorer.playing
    explorer._screen.buttons["play"].click()
    assert alive(explorer).result == 200 and not explorer.playing
    explorer.close()


def test_a_control_moved_while_a_reset_trains_is_not_lost():
    class Meddled(Counter):
        """While it trains after a reset, another thread moves its slider."""

        begun = ()

        def start(self, start):
            self.begun = (*self.begun, start)
            if len(self.begun) == 2:
                from_another_thread(lambda: setattr(self.controls["start"], "value", 9))
            return super().start(start)

    async def scenario():
        explorer = Meddled()
        explorer._screen.buttons["reset"].click()
        await at_rest(explorer)
        assert alive(explorer).begun == (0, 0, 9)
        explorer.close()

    asyncio.run(scenario())
