"""What `check` finds out about an answer: right, not attempted, or wrong and why."""

from dataclasses import dataclass, replace

from nnhelpers.exercises.numpys_own import replacement

RIGHT, BLANK, WRONG = "right", "not attempted", "wrong"


@dataclass(frozen=True)
class Diagnosis:
    """A verdict on an answer, and what its author should read.

    Attributes
    ----------
    verdict : str
        RIGHT, BLANK or WRONG.
    headline : str
        After the exercise's name.
    details : tuple of str
        Lines below it.
    says : str
        The misconception's sentence, if one was recognized.
    causes : tuple of str
        Those of the details that say why, or where to look; a hint speaks to the first of them.
    """

    verdict: str
    headline: str
    details: tuple[str, ...] = ()
    says: str = ""
    causes: tuple[str, ...] = ()


def all_blank(value: object) -> bool:
    """Whether a value is ... or holds nothing else."""
    if value is ...:
        return True
    if isinstance(value, dict):
        return bool(value) and all(all_blank(entry) for entry in value.values())
    if isinstance(value, (tuple, list)):
        return bool(value) and all(all_blank(entry) for entry in value)
    return False


def told_of(replaced: tuple[str, ...], found: Diagnosis) -> Diagnosis:
    """The diagnosis, with a sentence on what had been replaced before, if anything had."""
    if not replaced:
        return found
    text = replacement(replaced)
    return replace(found, details=(text, *found.details), causes=(text, *found.causes))
