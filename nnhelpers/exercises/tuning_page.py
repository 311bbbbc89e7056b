"""Exercises of page 11, tuning: where to look for good settings, and what a search may say.

Each function `my_...` is a reference: the clearest code a learner could write, and with its
docstring the stub of the page. The exercises that use them are below.
"""

import numpy as np

from nnhelpers.exercises.family import Family
from nnhelpers.exercises.function_exercise import FunctionExercise
from nnhelpers.exercises.line_exercise import LineExercise
from nnhelpers.exercises.slips import slip
from nnhelpers.exercises.value_exercise import ValueExercise

PAGE = "11_tuning"


def my_log_rates(low, high, n):
    """Learning rates from low to high, each the same number of times as large as the one before.

    low, high : numbers, the first and the last rate;  n : how many
    returns array (n,)
    """
    exponents = np.linspace(np.log10(low), np.log10(high), n)
    return 10**exponents


def my_draw_rates(U, low, high):
    """Random learning rates between low and high, whose exponents are spread evenly.

    U : array (n,), random numbers, even between 0 and 1: 0 stands for low, 1 for high
    low, high : numbers
    returns array (n,)
    """
    exponents = np.log10(low) + U * (np.log10(high) - np.log10(low))
    return 10**exponents


def my_survivors(costs, keep):
    """The numbers of the members that go on to the next round, the best one first.

    costs : array (n,), the validation cost of each member, NaN for one that has diverged
    keep : whole number, how many go on (so many have a cost)
    returns array (keep,) of whole numbers, members are counted from 0
    """
    order = np.argsort(costs)
    return order[:keep]


def search_size(rates, sizes, activations, seeds, tenths, grid="A grid"):
    """What the exercise says about a grid of so many values, at tenths of a second a member."""
    stacks, one_stack = sizes * activations, rates * seeds
    members = stacks * one_stack
    each, alone = tenths / 10, _plain(members * tenths / 10)
    seconds = _plain(members * tenths / 20)
    return {
        "question": (
            f"{grid} tries {rates} learning rates, {sizes} sizes of the hidden layer, "
            f"{activations} activations and {seeds} seeds. Members that differ in learning rate "
            f"and seed only are trained in one stack. One member takes {each} seconds, and two "
            "processes share the work evenly. How many members, stacks and seconds?"
        ),
        "value": {"members": members, "stacks": stacks, "seconds": seconds},
        "misconceptions": (
            (
                {"members": rates + sizes + activations + seeds},
                "Every combination: the numbers multiply, they do not add up.",
            ),
            ({"members": rates * stacks}, "The seeds multiply too."),
            ({"members": one_stack}, "This is one stack. Sizes and activations multiply, too."),
            ({"members": one_stack * sizes}, "The activations multiply too."),
            ({"members": one_stack * activations}, "The sizes multiply too."),
            ({"members": 2 * members}, "Two processes share the members, they do not double them."),
            ({"stacks": stacks * seeds}, "Seeds are no reason for another stack."),
            ({"stacks": stacks * rates}, "Learning rates are no reason for another stack."),
            ({"stacks": members}, "Members that differ in rate and seed only share a stack."),
            ({"stacks": 1}, "Networks of different sizes or activations do not fit in one stack."),
            ({"stacks": sizes}, "The activation separates stacks too."),
            ({"stacks": activations}, "The size separates stacks too."),
            (
                {"stacks": sizes + activations},
                "Every combination of size and activation: multiply.",
            ),
            ({"stacks": one_stack}, "These are the members of one stack."),
            ({"seconds": alone}, "This is one process alone. Two share the work."),
            ({"seconds": 2 * alone}, "Two processes take half as long, not twice as long."),
            ({"seconds": each}, "This is one member. All of them count."),
        ),
        "explanation": (
            f"{rates} · {sizes} · {activations} · {seeds} = {members} members, "
            f"{sizes} · {activations} = {stacks} stacks, {members} · {each} / 2 = {seconds} "
            "seconds."
        ),
        "hints": (
            "How many combinations do the first two settings have, "
            f"{rates} rates and {sizes} sizes?",
            "A stack for each combination of what is not the learning rate and not the seed.",
            "The work of all members, divided by the number of processes.",
        ),
    }


def _plain(number):
    """A number as people write it: 6 for 6.0."""
    return int(number) if number == int(number) else number


_nan = np.nan

EXERCISES = (
    FunctionExercise(
        name="log_rates",
        page=PAGE,
        title="learning rates on a log scale",
        reference=my_log_rates,
        cases=((0.01, 10.0, 4), (0.002, 0.5, 3), (0.0001, 3.0, 6), (0.05, 40.0, 5)),
        misconceptions=(
            slip(
                "np.linspace(np.log10(low), np.log10(high), n)",
                "np.log10(np.linspace(low, high, n))",
                says="These are the same distance apart. Wanted is the same factor: spread the "
                "exponents evenly, not the rates.",
            ),
            slip(
                "np.linspace(np.log10(low), np.log10(high), n)",
                "np.linspace(low, high, n)",
                says="low and high are rates, but here they serve as exponents (np.logspace "
                "wants exponents too). Take their logarithms first.",
            ),
            slip(
                "return 10**exponents",
                "return exponents",
                says="These are the exponents. The rates are 10 to the power of them.",
            ),
            slip(
                "np.linspace(np.log10(low), np.log10(high), n)",
                "np.linspace(np.log(low), np.log(high), n)",
                says="np.log is the natural logarithm; its inverse is np.exp. To 10** belongs "
                "np.log10.",
            ),
            slip(
                "10**exponents",
                "np.exp(exponents)",
                says="The inverse of np.log10 is 10**, not np.exp.",
            ),
            slip(
                "np.log10(high), n)",
                "np.log10(high), n + 1)[:-1]",
                says="The last rate is below high: n rates have n - 1 steps between them.",
            ),
            slip(
                "np.log10(high), n)",
                "np.log10(high), n + 1)",
                says="This is one rate too many.",
            ),
            slip(
                "np.log10(high), n)",
                "np.log10(high), n - 1)",
                says="This is one rate too few.",
            ),
            slip(
                "np.log10(high), n)",
                "np.log10(high), n + 1)[1:]",
                says="The first rate is above low. Both ends belong to the rates.",
            ),
            slip(
                "np.log10(high), n)",
                "np.log10(high), n + 2)[1:-1]",
                says="Both ends are left out. They belong to the rates.",
            ),
            slip(
                "return 10**exponents",
                "return 10 ** exponents[::-1]",
                says="The order is reversed: from low to high is wanted.",
            ),
            slip(
                "return 10**exponents",
                "return low * 10.0 ** np.arange(n)",
                says="The factor is always 10 here, so that high is not reached, or passed. It "
                "follows from low, high and n.",
            ),
            slip(
                "return 10**exponents",
                "return low * 2.0 ** np.arange(n)",
                says="The factor is always 2 here, so that high is not reached, or passed. It "
                "follows from low, high and n.",
            ),
            slip(
                "return 10**exponents",
                "return np.linspace(low**0.5, high**0.5, n) ** 2",
                says="The roots are spread evenly here. Spread the logarithms.",
            ),
            slip(
                "return 10**exponents",
                "return 1 / np.linspace(1 / low, 1 / high, n)",
                says="1 / rate is spread evenly here. Spread the logarithms.",
            ),
            slip(
                "return 10**exponents",
                "return np.sqrt(low * high)",
                says="This is the middle of the log scale alone. All n rates are wanted.",
            ),
            slip(
                "return 10**exponents",
                "return 10**exponents / low",
                says="The rates begin at 1. Multiply by low.",
            ),
            slip(
                "return 10**exponents",
                "return low + exponents - np.log10(low)",
                says="The step of the exponents is added to the rate here. From one rate to the "
                "next there is a factor.",
            ),
        ),
        hints=(
            "From 0.01 to 10 in four rates: which factor takes each to the next?",
            "The logarithms of the rates are the same distance apart.",
            "np.linspace of the two logarithms gives the exponents; then undo the logarithm.",
        ),
        remark="`np.geomspace(low, high, n)` is the same; so is `np.logspace`, given exponents.",
    ),
    ValueExercise(
        name="search_size",
        page=PAGE,
        title="how large a grid is",
        answer_name="search_size",
        tolerance=1e-6,
        **search_size(rates=4, sizes=3, activations=2, seeds=5, tenths=1),
        family=Family(
            search_size,
            {
                "rates": (3, 4, 5, 6, 7, 8, 9),
                "sizes": (3, 4, 5, 6),
                "activations": (2, 3, 4),
                "seeds": (3, 4, 5, 6, 7, 8, 9, 10),
                "tenths": (1, 2, 3, 4, 5, 6, 8),
                # The text above the stub asks for the page's grid.
                "grid": ("A grid of your own, in place of the page's,",),
            },
        ),
    ),
    FunctionExercise(
        name="draw_rates",
        page=PAGE,
        title="random rates on a log scale",
        reference=my_draw_rates,
        cases=(
            (np.array([0.0, 0.5, 1.0]), 0.01, 100.0),
            (np.array([0.25, 0.8, 0.1, 0.6]), 0.001, 2.0),
            (np.array([0.9, 0.3]), 0.02, 50.0),
            (np.array([0.15, 0.45, 0.7]), 0.0005, 0.3),
        ),
        misconceptions=(
            slip(
                "np.log10(low) + U * (np.log10(high) - np.log10(low))",
                "np.log10(low + U * (high - low))",
                says="The rates are spread evenly here, so that nine in ten have the size of "
                "high. Spread the exponents.",
            ),
            slip(
                "return 10**exponents",
                "return exponents",
                says="These are the exponents. The rates are 10 to the power of them.",
            ),
            slip(
                "np.log10(low) + U * (np.log10(high) - np.log10(low))",
                "low + U * (high - low)",
                says="low and high are rates, but here they serve as exponents. Take their "
                "logarithms first.",
            ),
            slip(
                "np.log10(low) + U * (np.log10(high) - np.log10(low))",
                "U",
                says="This is between 1 and 10, whatever low and high are. They decide between "
                "which exponents.",
            ),
            slip(
                "np.log10(low) + U * (np.log10(high) - np.log10(low))",
                "U * (np.log10(high) - np.log10(low))",
                says="The rates begin at 1. Add the exponent of low.",
            ),
            slip(
                "np.log10(low) + U * (np.log10(high) - np.log10(low))",
                "np.log10(low) + U * np.log10(high)",
                says="At U = 1 this is not high: U multiplies the difference of the exponents.",
            ),
            slip(
                "np.log10(low) + U",
                "np.log10(high) + U",
                says="At U = 0 this is high, and then it goes on above it. Begin at low.",
            ),
            slip(
                "np.log10(low) + U * (np.log10(high) - np.log10(low))",
                "np.log(low) + U * (np.log(high) - np.log(low))",
                says="np.log is the natural logarithm; its inverse is np.exp. To 10** belongs "
                "np.log10.",
            ),
            slip(
                "10**exponents",
                "np.exp(exponents)",
                says="The inverse of np.log10 is 10**, not np.exp.",
            ),
            slip(
                "return 10**exponents",
                "return np.geomspace(low, high, len(U))",
                says="These are evenly spaced, U is not used. Each number of U gives one rate.",
            ),
            slip(
                "U * (np",
                "U[0] * (np",
                "return 10**exponents",
                "return 10**exponents + 0 * U",
                says="Only the first number of U is used. Each gives one rate.",
            ),
            slip(
                "np.log10(low) + U * (np.log10(high) - np.log10(low))",
                "np.log10(low) + U * (np.log10(high) + np.log10(low))",
                says="The distance of the two exponents is their difference, not their sum.",
            ),
            slip(
                "np.log10(low) + U *",
                "np.log10(low) - U *",
                says="This goes down from low. At U = 1 it should be high.",
            ),
            slip(
                "np.log10(low) + U * (np.log10(high)",
                "np.log10(high) - U * (np.log10(high)",
                says="This is the wrong way round: 0 stands for low, 1 for high.",
            ),
            slip(
                "return 10**exponents",
                "return (low**0.5 + U * (high**0.5 - low**0.5)) ** 2",
                says="The roots are spread evenly here. Spread the logarithms.",
            ),
            slip(
                "return 10**exponents",
                "return 1 / (1 / low + U * (1 / high - 1 / low))",
                says="1 / rate is spread evenly here. Spread the logarithms.",
            ),
            slip(
                "return 10**exponents",
                "return 10.0 ** np.round(exponents)",
                says="Only whole powers of ten come out. Leave the rounding out.",
            ),
            slip(
                "return 10**exponents",
                "return U * high",
                says="This is even between 0 and high. Spread the exponents between those of low "
                "and high.",
            ),
        ),
        hints=(
            "Which exponent belongs to U = 0, which to U = 1, which to U = 0.5?",
            "Spread the exponents as you would spread numbers between two ends: the first end, "
            "plus U times the distance.",
            "The ends are np.log10(low) and np.log10(high). At the end undo the logarithm.",
        ),
        remark="`nnhelpers.tuning.Range(low, high)` draws like this.",
    ),
    FunctionExercise(
        name="survivors",
        page=PAGE,
        title="who goes on",
        reference=my_survivors,
        cases=(
            (np.array([0.5, 0.2, _nan, 0.4]), 2),
            (np.array([3.0, _nan, 1.0, 2.5, 0.5, 4.0]), 3),
            (np.array([_nan, 0.9, 0.3, 0.8, _nan, 0.1, 0.7, 0.6]), 4),
            (np.array([0.35, 0.9, 0.7, 0.2, 0.5]), 2),
            (np.array([0.6, 0.8, _nan, 0.3, 0.9, 0.1, 0.2]), 5),
        ),
        misconceptions=(
            slip(
                "np.argsort(costs)",
                "np.argsort(-costs)",
                says="These are the highest costs. The lowest are the best.",
            ),
            slip(
                "order[:keep]",
                "order[-keep:]",
                says="argsort goes from low to high (NaN last): take the beginning, not the end.",
            ),
            slip(
                "np.argsort(costs)",
                "np.sort(costs)",
                says="These are the costs. The numbers of the members that have them are wanted.",
            ),
            slip(
                "return order[:keep]",
                "return order",
                says="These are all members. Only `keep` of them go on.",
            ),
            slip("order[:keep]", "order[: keep - 1]", says="This is one member too few."),
            slip("order[:keep]", "order[: keep + 1]", says="This is one member too many."),
            slip(
                "np.argsort(costs)",
                "np.arange(len(costs))",
                says="These are the first members, whatever their costs.",
            ),
            slip(
                "return order[:keep]",
                "return order[0]",
                says="This is the best one alone. `keep` members go on.",
            ),
            slip(
                "np.argsort(costs)",
                "np.argsort(np.nan_to_num(costs))",
                says="NaN has become 0 here, the lowest cost of all: who has diverged wins.",
            ),
            slip(
                "np.argsort(costs)",
                "np.argsort(costs[~np.isnan(costs)])",
                says="Once the NaN are cut out, the numbers count the rest, not the members.",
            ),
            slip(
                "np.argsort(costs)",
                "np.argsort(np.argsort(costs))",
                says="These are ranks: which place each member has. Wanted is which member has "
                "the first places.",
            ),
            slip(
                "return order[:keep]",
                "return costs <= np.sort(costs)[keep - 1]",
                says="This is a mask of True and False. The numbers of the members are wanted.",
            ),
            slip(
                "return order[:keep]",
                "return order[::-1][:keep]",
                says="Reversed, the highest costs and the NaN come first.",
            ),
            slip(
                "return order[:keep]",
                "return np.sort(order[:keep])",
                says="The right members in the order of their numbers. The best one first is "
                "wanted.",
            ),
            slip(
                "return order[:keep]",
                "return order[:keep][::-1]",
                says="The right members, the best one last. The best one first is wanted.",
            ),
            slip(
                "order[:keep]", "order[1 : keep + 1]", says="The best one is left out: begin at 0."
            ),
            slip(
                "order[:keep]",
                "order[: len(costs) // keep]",
                says="keep is a number of members, not a share.",
            ),
            slip(
                "return order[:keep]",
                "return order[:keep] + 1",
                says="Members are counted from 0 here.",
            ),
            slip(
                "return order[:keep]",
                "return np.flatnonzero(costs < np.nanmean(costs))",
                says="These are all below the mean. `keep` of them go on, the best one first.",
            ),
        ),
        hints=(
            "np.sort sorts costs. What gives the numbers of the members in that order?",
            "np.argsort, from low to high. Where does it put NaN? Try it.",
            "NaN comes last, so the beginning of the order is what is wanted.",
        ),
    ),
    LineExercise(
        name="spot_search",
        page=PAGE,
        title="find the faulty line: what a search reports",
        answer_name="line_in_search",
        given=(
            "A random search for a learning rate. fit(X, Y, rate) returns trained params, "
            "cost(params, X, Y) judges them; rng is a random generator."
        ),
        lines=(
            "rates = 10 ** rng.uniform(-4, 2, size=100)",
            "trained = [fit(X_train, Y_train, rate) for rate in rates]",
            "J = [cost(params, X_val, Y_val) for params in trained]",
            "k = np.argmin(J)",
            'print("cost to expect on new data:", J[k])',
            'print("learning rate:", rates[k])',
        ),
        faulty_line=5,
        repaired='print("cost to expect on new data:", cost(trained[k], X_test, Y_test))',
        explanation=(
            "J[k] is the lowest of a hundred costs on the part that has chosen, so it holds the "
            "luck of the winner. On new data expect the cost on the test part."
        ),
        innocent=(
            (1, "The exponents are drawn evenly between -4 and 2. This is a log scale."),
            (2, "Each rate trains on the training part, and only on it."),
            (3, "The validation part judges the candidates, as it should."),
            (4, "The lowest validation cost wins. This is what the validation part is for."),
            (6, "The rate that was chosen is reported. Nothing is wrong with that."),
        ),
        hints=(
            "Which part of the data chooses here? What may it no longer say?",
            "The choice itself is right. Look at what is said about it.",
            "Two lines print something. Which of the two is a claim about new data?",
        ),
    ),
)
