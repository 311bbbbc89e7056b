"""Right values in the wrong place: another order, other keys, one result of several."""

from collections.abc import Mapping
from itertools import permutations

from nnhelpers.exercises.compare import differences, labels
from nnhelpers.exercises.guard import Outcome


def misplaced(exercise, outcomes: list[Outcome], failing: list[int]) -> str:
    """A sentence for values that are right but stand in the wrong place, "" if that is not so."""
    order = failing + [i for i in range(len(outcomes)) if i not in failing]
    cases = [
        (exercise.expected[i].value, outcomes[i].value) for i in order if not outcomes[i].error
    ]
    if not cases or any(received is None for _, received in cases):
        return ""
    expected = cases[0][0]
    if isinstance(expected, tuple):
        return _in_tuple(exercise, cases)
    if isinstance(expected, Mapping):
        return _in_dict(exercise, cases)
    return _in_something_else(exercise, cases)


def _same(exercise, expected: object, received: object) -> bool:
    return not differences(expected, received, exercise.tolerance)


def _names(exercise, count: int) -> list[str]:
    """What the results are called: dW and db, or "the first"."""
    return list(exercise.output_names or labels(count, ()))


def _in_tuple(exercise, cases: list[tuple]) -> str:
    count = len(cases[0][0])
    names = _names(exercise, count)
    asked = f"{count} results are expected, in this order: {', '.join(names)}."
    sequences = all(isinstance(received, (tuple, list)) for _, received in cases)
    if sequences and all(len(received) == count for _, received in cases):
        for order in permutations(range(count)):
            if order != tuple(range(count)) and all(
                all(_same(exercise, expected[k], received[i]) for i, k in enumerate(order))
                for expected, received in cases
            ):
                mine = ", ".join(names[k] for k in order)
                return f"The values are right, but they stand in the order {mine}. {asked}"
        return ""
    if all(isinstance(received, Mapping) for _, received in cases):
        return f"A dict came back. {asked}"
    for k in range(count):
        if all(_same(exercise, expected[k], received) for expected, received in cases):
            return f"This is {names[k]} alone. {asked}"
    if sequences and len({len(received) for _, received in cases}) == 1:
        if len(cases[0][1]) != count:
            return f"{len(cases[0][1])} came back. {asked}"
    if not sequences:
        return f"One thing came back. {asked}"
    return ""


def _in_dict(exercise, cases: list[tuple]) -> str:
    if not all(isinstance(received, Mapping) for _, received in cases):
        asked = f"A dict is expected, with the keys {_list(cases[0][0])}."
        for key in cases[0][0]:
            if all(_same(exercise, expected.get(key), received) for expected, received in cases):
                return f"This is {key} alone. {asked}"
        return asked
    for expected, received in cases:
        missing = [key for key in expected if key not in received]
        surplus = [key for key in received if key not in expected]
        if missing and len(missing) == len(surplus):
            pairs = list(zip(missing, surplus))
            if all(_same(exercise, expected[a], received[b]) for a, b in pairs):
                return (
                    f"The values are right, but the keys should be {_list(missing)}, "
                    f"not {_list(surplus)}."
                )
    changed = _changed_places(exercise, cases)
    if changed:
        return f"The values of {changed[0]} and {changed[1]} have changed places."
    return _keys_in_all(cases)


def _list(keys: object) -> str:
    return ", ".join(map(str, keys))


def _changed_places(exercise, cases: list[tuple]) -> tuple:
    """Two keys each of which has the value of the other, in every case that has both."""
    largest = max((expected for expected, _ in cases), key=len)
    for one in largest:
        for other in largest:
            both = [(e, r) for e, r in cases if {one, other} <= set(e) and {one, other} <= set(r)]
            if one < other and any(not _same(exercise, e[one], r[one]) for e, r in both):
                if all(
                    _same(exercise, e[one], r[other]) and _same(exercise, e[other], r[one])
                    for e, r in both
                ):
                    return one, other
    return ()


def _keys_in_all(cases: list[tuple]) -> str:
    """What keys are missing, or too many, in the first case where that is so."""
    for expected, received in cases:
        missing = [key for key in expected if key not in received]
        surplus = [key for key in received if key not in expected]
        if missing and surplus:
            return f"The keys should be {_list(missing)}, not {_list(surplus)}."
        if missing:
            return f"In the dict {_list(missing)} {'is' if len(missing) == 1 else 'are'} missing."
        if surplus:
            return f"The dict holds {_list(surplus)}, too; that was not asked for."
    return ""


def _in_something_else(exercise, cases: list[tuple]) -> str:
    """One result is expected, and it is in a tuple or dict of several."""
    if all(isinstance(received, (tuple, list)) for _, received in cases):
        counts = {len(received) for _, received in cases}
        for i in range(min(counts) if len(counts) == 1 else 0):
            if all(_same(exercise, expected, received[i]) for expected, received in cases):
                return "The right result is among what came back, but only it is asked for."
    if all(isinstance(received, Mapping) for _, received in cases):
        for key in cases[0][1]:
            if all(_same(exercise, e, r.get(key)) for e, r in cases):
                return f"The right result stands under {key!r}, but only it is asked for, no dict."
    return ""
