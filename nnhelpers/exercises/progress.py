"""Progress as text: a bar for each page, and what to do next."""

from nnhelpers.exercises.diagnosis import RIGHT
from nnhelpers.exercises.exercise import Exercise
from nnhelpers.exercises.record import Entries, Entry

BAR = 20  # characters
FULL, EMPTY = "█", "░"


def chart(exercises: list[Exercise], entries: Entries) -> str:
    """A row for each page, and a last line that says what comes next.

    Parameters
    ----------
    exercises : list of Exercise
        In the order of the pages; what is not among them is not shown.
    entries : dict from names to Entry
        What is known of some of them.
    """
    pages: dict[str, list[Exercise]] = {}
    for exercise in exercises:
        pages.setdefault(exercise.page, []).append(exercise)
    width = max(map(len, pages))
    rows = [f"{page:{width}}  {bar(of, entries)}" for page, of in pages.items()]
    said = tried([entries.get(exercise.name, Entry()) for exercise in exercises])
    rows += [said] if said else []
    return "\n".join([*rows, following(exercises, entries)])


def bar(exercises: list[Exercise], entries: Entries) -> str:
    """How much of some exercises is right, as a bar and in numbers."""
    right = sum(is_right(exercise, entries) for exercise in exercises)
    full = BAR * right // len(exercises)
    return f"{FULL * full}{EMPTY * (BAR - full)}  {right} of {len(exercises)} right"


def tried(entries: list[Entry]) -> str:
    """How many answers and hints there were; "" without any."""
    answers, hints = sum(entry.attempts for entry in entries), sum(entry.hints for entry in entries)
    parts = (counted(answers, "answer"), counted(hints, "hint"))
    return ", ".join(parts) if answers or hints else ""


def following(exercises: list[Exercise], entries: Entries) -> str:
    """The first exercise that is not right yet."""
    for exercise in exercises:
        if not is_right(exercise, entries):
            said = tried([entries.get(exercise.name, Entry())])
            so_far = f" ({said} so far)" if said else ""
            return f"Next: {exercise.name} on page {exercise.page}{so_far}\n  {exercise.title}"
    return "All right: nothing is left to do here."


def is_right(exercise: Exercise, entries: Entries) -> bool:
    return entries.get(exercise.name, Entry()).mark == RIGHT


def counted(number: int, what: str) -> str:
    """A number of things: "1 answer", "2 answers"."""
    return f"{number} {what}{'s' * (number != 1)}"
