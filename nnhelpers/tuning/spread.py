"""Pieces of work given to an executor, and their results as they come back.

Any concurrent.futures.Executor will do: threads, processes, Dask's Client(...).get_executor().
"""

from collections import deque
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait

AHEAD = 32  # pieces that wait or run at a time: what is sent lies in memory


class Serial(Executor):
    """An executor that does the work at once, in this process."""

    def submit(self, function, /, *arguments, **options):
        """A Future that is done already."""
        future = Future()
        try:
            future.set_result(function(*arguments, **options))
        except Exception as error:
            future.set_exception(error)
        return future


def spread(executor, function, pieces, ahead=AHEAD):
    """Yield (piece, result, error) in the order in which the pieces are done.

    function, pieces : function(piece) is called in a worker. One that is lost with its worker is
        sent once more; error is then what the executor says, else None
    ahead : how many pieces are handed over at a time, at least twice the number of workers
    Whoever stops listening cancels what has not begun.
    """
    if not callable(getattr(executor, "submit", None)) or isinstance(executor, type):
        raise TypeError(
            f"executor is a {type(executor).__name__}, but a concurrent.futures.Executor was "
            "expected. Pass ProcessPoolExecutor(2), for example, or leave it out."
        )
    waiting, running, tries = deque(range(len(pieces))), {}, [0] * len(pieces)
    ahead = 1 if isinstance(executor, Serial) else ahead
    try:
        while waiting or running:
            while waiting and len(running) < ahead:
                k = waiting.popleft()
                tries[k] += 1
                running[_submit(executor, function, pieces[k])] = k
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                k = running.pop(future)
                error = _error(future)
                if error is None:
                    yield pieces[k], future.result(), None
                elif tries[k] < 2:
                    waiting.append(k)
                else:
                    yield pieces[k], None, error
    finally:
        for future in running:
            future.cancel()


def _submit(executor, function, piece):
    """The Future of a piece; one that holds the error where the executor takes no more."""
    try:
        return executor.submit(function, piece)
    except Exception as error:
        future = Future()
        future.set_exception(error)
        return future


def _error(future):
    """What went wrong with a piece, or None."""
    if future.cancelled():
        return RuntimeError("the executor has canceled it")
    return future.exception()
