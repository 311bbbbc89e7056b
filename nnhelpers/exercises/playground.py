"""Exercises of the page on the playground: ten challenges, each a set-up to be found by trying."""

import numpy as np

from nnhelpers.exercises.challenge_exercise import (
    NETWORK,
    TRAINING,
    Attempt,
    ChallengeExercise,
    Goal,
    WrongWay,
    percent,
)

PAGE = "09_playground"
CHANCE = np.log(2)  # the cross-entropy of who says 50 % for every point


# --- goals that several challenges have ---------------------------------------------------------


def test_accuracy(least: float) -> Goal:
    """At least this part of the test points right."""
    return Goal(
        f"at least {percent(least)} of the test points right",
        lambda a: a.test_accuracy >= least,
        lambda a: f"{percent(a.test_accuracy)} are.",
    )


def test_cost(most: float) -> Goal:
    """A test cost of at most this."""
    return Goal(
        f"a test cost of at most {most:g}",
        lambda a: a.test_cost <= most,
        lambda a: f"it is {a.test_cost:.3g}.",
    )


def size(most: int) -> Goal:
    """At most so many parameters."""
    return Goal(
        f"at most {most} parameters",
        lambda a: a.parameters <= most,
        lambda a: f"it has {a.parameters}.",
    )


# --- what is recognized -------------------------------------------------------------------------


def untrained(a: Attempt) -> bool:
    return a.settings.epochs == 0


def inputs_beyond(a: Attempt) -> bool:
    """Other inputs than x1 and x2."""
    return not {"x1", "x2"} >= set(a.settings.features)


def linear(a: Attempt) -> bool:
    return a.settings.activation == "identity" and a.settings.hidden != ()


def zeros(a: Attempt) -> bool:
    return a.settings.init == "zeros" or a.settings.scale == 0


def units(a: Attempt) -> int:
    return sum(a.settings.hidden)


def lines(a: Attempt) -> int:
    """Different lines along which the units of the first layer bend the plane at the end.

    A unit and its negative have the same line; a unit of zeros has none.
    """
    rows = np.hstack([a.run.params["W1"], a.run.params["b1"]]).round(4)
    rows = rows[np.any(rows != 0, axis=1)]
    signs = [np.sign(row[np.flatnonzero(row)[0]]) for row in rows]
    return len({tuple(sign * row + 0.0) for sign, row in zip(signs, rows)})


SPIRAL = "data=spiral&train=80"
WIDE = f"{SPIRAL}&hidden=8.8&optimizer=adam&rate=0.01"
XOR = "data=xor"
DISK = "noise=10&hidden=none"
HILLS = "data=hills&train=80"
FIFTY = "noise=40&train=10"
LEARNED_BY_HEART = f"{FIFTY}&hidden=8.8&optimizer=adam&rate=0.01"
RELU = "hidden=8.8&activation=relu&init=he"
SLOPE = "data=plane&hidden=none"
EQUAL = "init=zeros&hidden=4&rate=0.1"
CLOUDS = "data=gaussians&hidden=none"
GREEN = (
    "-3.1,3.2,2;-2.9,2.6,2;-2.7,3.4,2;-2.5,2.9,2;-2.4,3.6,2;-2.3,2.4,2;-2.2,3.1,2;-2,2.7,2;"
    "-1.9,3.4,2;-1.8,3,2;-1.7,2.5,2;-1.6,3.7,2;-1.5,3.2,2;-1.4,2.8,2;-1.2,3.4,2;-1.1,3,2;"
    "-2.6,3.9,2;-2.1,3.8,2;-2.8,2.2,2;-1.3,2.3,2;-3.2,2.9,2;-0.9,2.7,2"
)
ON_TOP = ";".join(
    f"{x / 10:g},{y / 10:g},2" for x in range(14, 29, 3) for y in range(14, 29, 3)
)  # in the middle of the cloud of class 1

EXERCISES = (
    ChallengeExercise(
        name="playground_spiral",
        page=PAGE,
        title="the spiral from x₁ and x₂ alone",
        question=(
            "Two spirals. At least 95 % of the test points right, from x1 and x2 alone. "
            "Network and training are yours, the data stay."
        ),
        answer_name="spiral",
        start=SPIRAL,
        free=(*NETWORK, *TRAINING),
        goals=(test_accuracy(0.95),),
        misconceptions=(
            WrongWay(
                f"{SPIRAL}&features=x1.x2.sin-x1.sin-x2&hidden=8.8&optimizer=adam&rate=0.01"
                "&epochs=60",
                inputs_beyond,
                "Inputs were added, and they do much of the work. Here the layers have to find "
                "such things by themselves: leave only x1 and x2.",
            ),
            WrongWay(
                f"{WIDE}&activation=identity&epochs=30",
                linear,
                "Without an activation all layers together are one straight line, however many "
                "there are.",
            ),
            WrongWay(
                f"{WIDE}&init=zeros&epochs=30",
                zeros,
                "All weights begin at zero, so all units of a layer stay equal: choose another "
                "initialization.",
            ),
            WrongWay(
                WIDE, untrained, "This run stands at epoch 0: it has not been trained. Press Play."
            ),
            WrongWay(
                f"{WIDE}&dropout=0.5&epochs=60",
                lambda a: {"penalty_rate", "dropout"} & set(a.changed) and a.test_accuracy < 0.95,
                "A penalty or dropout holds the network back, and the spiral takes all that it "
                "has. They are for networks that learn too much.",
            ),
            WrongWay(
                f"{SPIRAL}&hidden=8.8&rate=10&epochs=20",
                lambda a: a.settings.learning_rate >= 1,
                "With this learning rate the weights jump about, and the units are pushed to "
                "where tanh is flat.",
            ),
            WrongWay(
                f"{SPIRAL}&epochs=100",
                lambda a: units(a) < 8 and a.test_accuracy < 0.95,
                "So few units cannot bend the border often enough, however long they are trained. "
                "Look at the maps: each unit brings one bend.",
            ),
            WrongWay(
                f"{SPIRAL}&hidden=8.8&epochs=60",
                lambda a: (
                    a.settings.optimizer == "gradient_descent"
                    and a.settings.learning_rate <= 0.03
                    and a.test_accuracy < 0.95
                ),
                "The cost is still on its way down: with plain gradient descent and this rate "
                "the spiral takes far more epochs. Look at the optimizer.",
            ),
            WrongWay(
                f"{WIDE}&epochs=10",
                lambda a: (
                    a.settings.epochs < 100
                    and 0.001 <= a.settings.learning_rate <= 0.03
                    and a.settings.scale is None
                    and a.test_accuracy < 0.95
                ),
                "The network is large enough, but the cost still falls where you stop: play on.",
            ),
        ),
        hints=(
            "Play the network as it is, and watch where its border bends. What is it short of?",
            "More units in a layer bend more often, and a second wide layer bends what is bent "
            "already. But plain gradient descent is slow with such a network.",
            "Two layers of the greatest width, and an optimizer that gives each weight a step of "
            "its own, with a third of the learning rate that stands there.",
        ),
        answer=f"{WIDE}&epochs=150",
        explanation=(
            "Eight units draw eight lines, the second layer folds the plane along them. Adam "
            "gets there in 150 epochs; plain gradient descent with rate 0.03 has 85 % after 300."
        ),
    ),
    ChallengeExercise(
        name="playground_smallest_xor",
        page=PAGE,
        title="the smallest network for xor",
        question=(
            "xor is solved by 105 parameters. Do it with 13 at most: at least 95 % of the test "
            "points right, inputs x1 and x2."
        ),
        answer_name="small",
        start=f"{XOR}&hidden=8.8",
        free=(*NETWORK, *TRAINING),
        goals=(size(13), test_accuracy(0.95)),
        misconceptions=(
            WrongWay(
                f"{XOR}&hidden=none&features=x1-x2&rate=0.1&epochs=30",
                inputs_beyond,
                "With the product as an input, two parameters suffice: a fine thought, but here "
                "the inputs stay x1 and x2.",
            ),
            WrongWay(
                f"{XOR}&hidden=none&epochs=30",
                lambda a: a.settings.hidden == (),
                "Without a hidden layer the border is one straight line, which is no better for "
                "xor than a coin.",
            ),
            WrongWay(
                f"{XOR}&hidden=3&activation=identity&epochs=30",
                linear,
                "These hidden units are linear: together they draw one straight line.",
            ),
            WrongWay(
                f"{XOR}&hidden=3&init=zeros&epochs=30",
                zeros,
                "All weights begin at zero: the units stay equal, so that they are worth one.",
            ),
            WrongWay(
                f"{XOR}&hidden=3",
                untrained,
                "The size is within reach, but this run stands at epoch 0: train it.",
            ),
            WrongWay(
                f"{XOR}&hidden=2&rate=0.1&epochs=150",
                lambda a: max(a.settings.hidden) <= 2 and a.test_accuracy < 0.95,
                "With one or two units in a layer the border cannot follow both axes: some "
                "corner of the board stays wrong.",
            ),
            WrongWay(
                f"{XOR}&hidden=3&rate=0.01&epochs=60",
                lambda a: (
                    a.parameters <= 13
                    and a.test_accuracy < 0.95
                    and (a.settings.epochs < 150 or a.settings.learning_rate < 0.03)
                ),
                "The size is right, but it was not trained for long, or in small steps: the "
                "smaller the network, the longer the way.",
            ),
            WrongWay(
                f"{XOR}&hidden=3&optimizer=adam&rate=0.03&epochs=150&seed=3",
                lambda a: (
                    a.parameters <= 13
                    and a.test_accuracy < 0.95
                    and a.settings.learning_rate < 1
                    and not {"scale", "decay", "penalty_rate", "dropout"} & set(a.changed)
                ),
                "The size is right, and it was trained for long. But three units do not arrive "
                "from every start: try another seed.",
            ),
            WrongWay(
                f"{XOR}&hidden=4&rate=0.1&epochs=150",
                lambda a: a.parameters > 13,
                "This network is larger than it may be. A layer has (inputs + 1) × units "
                "parameters, and the output one for each unit, and a bias.",
            ),
        ),
        hints=(
            "Count: a network 2-n-1 has 3n parameters in the hidden layer and n + 1 in the output.",
            "13 parameters are one hidden layer. Which n does that allow? Is the next smaller one "
            "enough?",
            "With few units much depends on where they begin: change the seed, raise the learning "
            "rate to 0.1, and give it 300 epochs.",
        ),
        answer=f"{XOR}&hidden=3&rate=0.1&seed=2&epochs=300",
        explanation=(
            "3 · 3 + 3 + 1 = 13. A large network is easy to train because some of its units "
            "begin where they are needed; a small one needs a good start, and more epochs."
        ),
    ),
    ChallengeExercise(
        name="playground_features",
        page=PAGE,
        title="features instead of depth",
        question=(
            "A disk in a ring, no hidden layer at all, at most 3 parameters, and 95 % of the "
            "test points right. The inputs are yours."
        ),
        answer_name="squares",
        start=DISK,
        free=("features", *TRAINING),
        goals=(size(3), test_accuracy(0.95)),
        misconceptions=(
            WrongWay(
                "noise=10&hidden=4&rate=0.1&epochs=60",
                lambda a: a.settings.hidden != (),
                "A hidden layer would find something like the right inputs by itself. The "
                "question is which inputs make it superfluous.",
            ),
            WrongWay(
                f"{DISK}&features=x1^2.x2^2",
                untrained,
                "This run stands at epoch 0: train it before it is judged.",
            ),
            WrongWay(
                f"{DISK}&rate=0.1&epochs=40",
                lambda a: not {"x1^2", "x2^2"} & set(a.settings.features),
                "From these inputs no weighted sum is large on the ring and small in the disk: "
                "their maps have no such shape. What do the points of the ring have in common?",
            ),
            WrongWay(
                f"{DISK}&features=x1^2.x2&rate=0.03&epochs=40",
                lambda a: not {"x1^2", "x2^2"} <= set(a.settings.features),
                "One square tells how far out a point is in one direction; the ring lies far out "
                "in every direction.",
            ),
            WrongWay(
                f"{DISK}&features=x1.x2.x1^2.x2^2&rate=0.01&epochs=60",
                lambda a: a.parameters > 3,
                "The inputs that are needed are among these. The weights of the others stay near "
                "0: leave those out.",
            ),
            WrongWay(
                f"{DISK}&features=x1^2.x2^2&rate=1e-05&epochs=20",
                lambda a: a.test_accuracy < 0.95 and a.settings.learning_rate < 0.001,
                "The inputs are right, but with this learning rate nothing moves.",
            ),
        ),
        hints=(
            "Switch the inputs on one by one, and look at the small map of each.",
            "The border is a circle. By which equation in x₁ and x₂ is a circle given?",
            "Three parameters are two weights and a bias: two inputs, whose weighted sum is the "
            "squared distance from the middle.",
        ),
        answer=f"{DISK}&features=x1^2.x2^2&rate=0.03&epochs=50",
        explanation=(
            "x1² + x2² = r² is a straight line in the two squares. Who knows the right inputs "
            "needs no depth; depth is for those who do not."
        ),
    ),
    ChallengeExercise(
        name="playground_hill",
        page=PAGE,
        title="hills with one hidden layer",
        question=(
            "Three hills and three valleys, a regression. One hidden layer, inputs x1 and x2, "
            "and a test cost of at most 0.045 (the best constant answer has 0.25)."
        ),
        answer_name="hill",
        start=f"{HILLS}&hidden=2",
        free=(*NETWORK, *TRAINING),
        goals=(
            Goal(
                "one hidden layer",
                lambda a: len(a.settings.hidden) == 1,
                lambda a: f"there are {len(a.settings.hidden)}.",
            ),
            test_cost(0.045),
        ),
        misconceptions=(
            WrongWay(
                f"{HILLS}&hidden=8.8&optimizer=adam&rate=0.01&epochs=60",
                lambda a: len(a.settings.hidden) > 1,
                "More layers make it easier, which is what they are for. Here one has to do.",
            ),
            WrongWay(
                f"{HILLS}&hidden=none&epochs=20",
                lambda a: a.settings.hidden == (),
                "Without a hidden layer the output is a plane: no hill at all.",
            ),
            WrongWay(
                f"{HILLS}&hidden=8&features=x1.x2.x1^2.x2^2&optimizer=adam&rate=0.01&epochs=60",
                inputs_beyond,
                "The inputs stay x1 and x2 in this challenge: the layer is to make the hills.",
            ),
            WrongWay(
                f"{HILLS}&hidden=8&activation=identity&optimizer=adam&rate=0.01&epochs=20",
                linear,
                "Linear units add up to a plane, however many they are.",
            ),
            WrongWay(
                f"{HILLS}&hidden=8&init=zeros&optimizer=adam&rate=0.01&epochs=20",
                zeros,
                "From zeros all units stay equal: eight of them make one step, no hill.",
            ),
            WrongWay(
                f"{HILLS}&hidden=8&optimizer=adam&rate=0.01",
                untrained,
                "Nothing has been trained here: this run stands at epoch 0.",
            ),
            WrongWay(
                f"{HILLS}&hidden=4&optimizer=adam&rate=0.01&epochs=100",
                lambda a: units(a) < 8 and a.test_cost > 0.045,
                "Three hills and three valleys want many steps, and each unit is one. There may "
                "be more units in the layer.",
            ),
            WrongWay(
                f"{HILLS}&hidden=8&optimizer=adam&rate=0.01&dropout=0.5&epochs=60",
                lambda a: {"penalty_rate", "dropout"} & set(a.changed) and a.test_cost > 0.045,
                "A penalty or dropout flattens the hills. Eight units are few: let all of them "
                "work.",
            ),
            WrongWay(
                f"{HILLS}&hidden=8&optimizer=adam&rate=0.01&epochs=20",
                lambda a: (
                    a.settings.optimizer != "gradient_descent"
                    and a.test_cost > 0.045
                    and (a.settings.epochs < 150 or a.settings.learning_rate < 0.001)
                ),
                "Optimizer and size are fine, but the curve still falls where you stop: go on, or "
                "take larger steps.",
            ),
            WrongWay(
                f"{HILLS}&hidden=8&epochs=100",
                lambda a: a.settings.optimizer == "gradient_descent" and 0.045 < a.test_cost < 0.1,
                "The layer is wide enough, but in the updates that count plain gradient descent "
                "seldom gets there. Try another optimizer.",
            ),
            WrongWay(
                f"{HILLS}&hidden=8&optimizer=adam&rate=0.03&epochs=250",
                lambda a: (
                    a.settings.activation in ("tanh", "sigmoid")
                    and 0.045 < a.test_cost < 0.15
                    and len(a.settings.hidden) == 1
                ),
                "This is the way, but it does not lead there from every start, nor with every "
                "rate: try a rate of 0.01, and other seeds.",
            ),
        ),
        hints=(
            "Every hidden unit is one smooth step. How many steps does a hill have, and how many "
            "hills are there?",
            "Take as many units as there can be. Then look at the curve: does it still fall?",
            "With Adam and a rate of 0.01 the last third of 300 epochs still brings something. "
            "Another seed or sigmoid instead of tanh may help.",
        ),
        answer=f"{HILLS}&hidden=8&optimizer=adam&rate=0.01&seed=2&epochs=300",
        explanation=(
            "Eight steps, put together, make the hills. The seed counts: with so few units it "
            "decides which hill nobody takes care of. Two layers of eight reach 0.017."
        ),
    ),
    ChallengeExercise(
        name="playground_overfit",
        page=PAGE,
        title="learn fifty points by heart",
        question=(
            "Fifty noisy points to train on, 450 to test with. Overfit: every training point "
            "right, and a test cost above 0.69, which is worse than saying 50 % each time."
        ),
        answer_name="memorized",
        start=FIFTY,
        free=(*NETWORK, *TRAINING),
        goals=(
            Goal(
                "every training point right",
                lambda a: a.accuracy == 1,
                lambda a: f"{percent(a.accuracy)} are.",
            ),
            Goal(
                "a test cost above 0.69",
                lambda a: a.test_cost > CHANCE,
                lambda a: f"it is {a.test_cost:.3g}.",
            ),
        ),
        misconceptions=(
            WrongWay(
                "noise=40&train=50&hidden=8.8&optimizer=adam&rate=0.01&epochs=60",
                lambda a: a.settings.training_part != 10,
                "The points to train on are other ones. It is to be these fifty: few are easy to "
                "learn by heart.",
            ),
            WrongWay(
                f"{LEARNED_BY_HEART}&penalty=l2&strength=1&epochs=100",
                lambda a: "penalty" in a.changed or "dropout" in a.changed,
                "A penalty and dropout work against what is asked here. Keep them for the next "
                "challenge.",
            ),
            WrongWay(
                LEARNED_BY_HEART, untrained, "At epoch 0 nothing has been learned, by heart or not."
            ),
            WrongWay(
                f"{FIFTY}&hidden=8.8&activation=identity&epochs=50",
                linear,
                "A linear network draws one straight line: it cannot learn fifty points by heart.",
            ),
            WrongWay(
                f"{LEARNED_BY_HEART}&init=zeros&epochs=50",
                zeros,
                "Zeros leave all units equal, and such a network learns nothing by heart.",
            ),
            WrongWay(
                f"{FIFTY}&epochs=200",
                lambda a: a.parameters < 50 and a.accuracy < 1,
                "This network has fewer parameters than there are points: too few to give each "
                "of them its own dent in the border.",
            ),
            WrongWay(
                f"{FIFTY}&hidden=8.8&epochs=200",
                lambda a: a.settings.optimizer == "gradient_descent" and 0.8 < a.accuracy < 1,
                "It is on its way, but plain gradient descent takes long over the last points. "
                "Another optimizer is quicker.",
            ),
            WrongWay(
                f"{LEARNED_BY_HEART}&epochs=40",
                lambda a: a.accuracy < 1 and a.test_cost < CHANCE and a.run.epoch < 300,
                "Not so soon: at first a large network learns what is true of all points, and the "
                "single ones only later.",
            ),
        ),
        hints=(
            "To learn by heart is what one does with many parameters, few points and much time.",
            "Give it far more parameters than there are points, and do not stop when the test "
            "cost begins to rise: that is the place where it becomes interesting.",
            "The widest two layers, Adam with a rate of 0.01, and some hundred epochs.",
        ),
        answer=f"{LEARNED_BY_HEART}&epochs=300",
        explanation=(
            "105 parameters for 50 points: the border makes a detour around every noisy one, and "
            "with a certainty that costs dearly at the test points."
        ),
        wanted="Overfitting",
    ),
    ChallengeExercise(
        name="playground_cure",
        page=PAGE,
        title="cure it",
        question=(
            "The same fifty points, learned by heart: test cost 1.5. Bring it to 0.46 or less, "
            "and at least 80 % of the test points right, with penalty, dropout and the epoch "
            "slider; nothing else may change."
        ),
        answer_name="cured",
        start=f"{LEARNED_BY_HEART}&epochs=300",
        free=("penalty", "penalty_rate", "dropout"),
        goals=(test_cost(0.46), test_accuracy(0.8)),
        misconceptions=(
            WrongWay(
                "noise=40&train=50&hidden=8.8&optimizer=adam&rate=0.01&epochs=100",
                lambda a: a.settings.training_part != 10,
                "More examples are the best cure of all, but here there are only these fifty.",
            ),
            WrongWay(
                "noise=10&train=10&hidden=8.8&optimizer=adam&rate=0.01&epochs=100",
                lambda a: a.settings.noise != 40,
                "With less noise there is less to learn by heart. But nobody can choose how noisy "
                "the data are: it stays.",
            ),
            WrongWay(
                "noise=40&train=10&hidden=3&optimizer=adam&rate=0.01&epochs=100",
                lambda a: a.settings.hidden != (8, 8),
                "A smaller network overfits less, but this one is to stay: it can be held back "
                "without taking units away.",
            ),
            WrongWay(
                f"{LEARNED_BY_HEART}&epochs=600",
                lambda a: a.changed == [] and a.settings.epochs >= 300,
                "More training on the same fifty points only makes it surer of what it has "
                "learned by heart.",
            ),
            WrongWay(
                f"{LEARNED_BY_HEART}&epochs=25",
                lambda a: a.changed == [],
                "To stop early is a cure, too, but not enough of one: the lowest test cost of the "
                "whole run is above 0.46.",
            ),
            WrongWay(
                f"{LEARNED_BY_HEART}&penalty=l2&epochs=300",
                lambda a: a.settings.penalty != "none" and a.settings.penalty_rate == 0,
                "A penalty is chosen, but its rate λ is 0, so that it asks for nothing.",
            ),
            WrongWay(
                f"{LEARNED_BY_HEART}&penalty=l2&strength=10&epochs=100",
                lambda a: a.settings.penalty != "none" and a.accuracy < 0.85,
                "The penalty is so large that the weights hardly leave zero: now the training "
                "points are lost as well.",
            ),
            WrongWay(
                f"{LEARNED_BY_HEART}&penalty=l2&strength=0.03&epochs=300",
                lambda a: (
                    a.settings.penalty != "none"
                    and a.test_cost > 0.46
                    and a.accuracy > 0.98
                    and a.settings.dropout == 0
                ),
                "The penalty is still too small: it learns the training points by heart as before, "
                "and the test cost stays high.",
            ),
            WrongWay(
                f"{LEARNED_BY_HEART}&dropout=0.8&epochs=100",
                lambda a: a.settings.dropout > 0.5,
                "So much dropout leaves one or two units of a layer in each step: too few to "
                "learn anything.",
            ),
            WrongWay(
                f"{LEARNED_BY_HEART}&dropout=0.3&epochs=300",
                lambda a: a.settings.penalty == "none" and 0 < a.settings.dropout <= 0.5,
                "Dropout alone helps a good deal, but with eight units in a layer there is not "
                "much to leave out. What else holds weights back?",
            ),
        ),
        hints=(
            "First move the epoch slider back to where the test cost is lowest. How much is won?",
            "What was learned by heart needs large weights. What makes large weights dear?",
            "Try the rates of the L2 penalty from small to large: below some value nothing "
            "changes, above another nothing is learned. The best lies between.",
        ),
        answer=f"{LEARNED_BY_HEART}&penalty=l2&strength=1&epochs=300",
        explanation=(
            "Every detour of the border costs large weights, and these now have a price. The "
            "training cost is higher than before, and the test cost less than a third."
        ),
    ),
    ChallengeExercise(
        name="playground_dead",
        page=PAGE,
        title="a dead network revived",
        question=(
            "All units of layer 2 are dead. Revive the network: at most half of a layer dead, 95 % "
            "of the test points right, still ReLU, he and 8, 8."
        ),
        answer_name="revived",
        start=f"{RELU}&rate=3&epochs=100",
        free=TRAINING,
        goals=(
            Goal(
                "at most half of each layer dead",
                lambda a: a.dead <= 0.5,
                lambda a: f"of the worst layer {percent(a.dead)} are.",
            ),
            test_accuracy(0.95),
        ),
        misconceptions=(
            WrongWay(
                "hidden=8.8&activation=leaky_relu&init=he&rate=3&epochs=50",
                lambda a: a.settings.activation == "leaky_relu",
                "Leaky ReLU cannot die, that is what it is for. But can ReLU be kept, and what "
                "killed it be taken away?",
            ),
            WrongWay(
                "hidden=8.8&init=he&rate=0.1&epochs=50",
                lambda a: a.settings.activation != "relu",
                "Another activation was chosen; the challenge is to make ReLU live.",
            ),
            WrongWay(
                "hidden=8.8&activation=relu&init=zeros&rate=0.1&epochs=50",
                zeros,
                "With zeros every ReLU unit is 0 from the start: they are dead before they live.",
            ),
            WrongWay(
                f"{RELU}&rate=3&epochs=200",
                lambda a: a.changed == [] and a.settings.epochs > 100,
                "Through a layer that is 0 for every point comes a gradient of exactly 0: no "
                "training, however long, moves its weights.",
            ),
            WrongWay(
                f"{RELU}&rate=3&epochs=4",
                lambda a: a.changed == [] and a.settings.epochs > 0,
                "To go back in time is not enough: the same rate makes the same steps, and kills "
                "the same units again.",
            ),
            WrongWay(
                f"{RELU}&rate=0.1",
                untrained,
                "At epoch 0 nothing is dead that was not, but nothing is learned either. Train it.",
            ),
            WrongWay(
                f"{RELU}&rate=3&epochs=130&edits=100,learning_rate,0,0,0.03",
                lambda a: {e.key for e in a.settings.edits} == {"learning_rate"} and a.dead > 0.5,
                "A smaller rate now comes too late: what is dead has no gradient, and any rate "
                "times nothing is nothing. It has to be there from the start.",
            ),
            WrongWay(
                f"{RELU}&rate=3&decay=1/t&epochs=50",
                lambda a: a.settings.decay and a.settings.learning_rate >= 1 and a.dead > 0.5,
                "The decay comes too late: the units die in the first steps, when the rate is "
                "still as large as it was.",
            ),
            WrongWay(
                f"{RELU}&rate=10&epochs=20",
                lambda a: a.settings.learning_rate >= 3 and a.dead > 0.5,
                "One step with such a rate pushes the units so far that they are 0 for every "
                "point, and none comes back.",
            ),
            WrongWay(
                f"{RELU}&rate=0.003&epochs=20",
                lambda a: (
                    a.dead <= 0.5
                    and 0.001 <= a.settings.learning_rate < 0.03
                    and a.test_accuracy < 0.95
                ),
                "It lives and learns; it only wants more epochs, or a rate that is a little "
                "larger.",
            ),
            WrongWay(
                f"{RELU}&rate=1e-05&epochs=50",
                lambda a: a.settings.learning_rate < 0.001 and a.test_accuracy < 0.95,
                "It lives, but hardly moves: this rate is a thousand times too careful.",
            ),
        ),
        hints=(
            "Go back with the epoch slider, step by step. When do the units die?",
            "A unit dies when one step takes its bias and weights so far that no point reaches "
            "it any more. What decides how far a step goes?",
            "Nothing but the learning rate has to change. Try a tenth of it, and a tenth of that.",
        ),
        answer=f"{RELU}&rate=0.1&epochs=100",
        explanation=(
            "The units died in the first epochs, of steps that were too long. No training revives "
            "a layer that is dead as a whole, because its gradient is 0: one begins anew with "
            "shorter steps, or lifts the biases by hand and shortens the steps from there on."
        ),
    ),
    ChallengeExercise(
        name="playground_diverging",
        page=PAGE,
        title="tame a run that diverges",
        question=(
            "A plain slope, and a cost that explodes. Find a learning rate with which three "
            "epochs bring the test cost to 0.0001: the rate and its decay are yours."
        ),
        answer_name="tamed",
        start=f"{SLOPE}&rate=0.3",
        free=("learning_rate", "decay"),
        goals=(
            Goal(
                "at most 3 epochs",
                lambda a: a.settings.epochs <= 3,
                lambda a: f"it stands at epoch {a.settings.epochs}.",
            ),
            test_cost(0.0001),
        ),
        misconceptions=(
            WrongWay(
                f"{SLOPE}&rate=0.03",
                untrained,
                "The run has not begun: three epochs are yours, press Step three times.",
            ),
            WrongWay(
                f"{SLOPE}&rate=0.3&optimizer=adam&epochs=3",
                lambda a: "optimizer" in a.changed,
                "Another optimizer limits the steps in its own way. Here plain gradient descent "
                "is to be tamed by its rate.",
            ),
            WrongWay(
                "data=plane&hidden=4&rate=0.03&epochs=3",
                lambda a: a.settings.hidden != (),
                "A slope needs no hidden layer: take it away again, the rate alone is to change.",
            ),
            WrongWay(
                f"{SLOPE}&rate=0.03&batch=full&epochs=3",
                lambda a: "batch_size" in a.changed,
                "With another batch size three epochs are another number of steps: it stays at 10.",
            ),
            WrongWay(
                f"{SLOPE}&rate=0.3&decay=1/t&epochs=3",
                lambda a: a.settings.decay and a.settings.learning_rate > 0.1,
                "Decay makes the rate smaller over hundreds of epochs. In three it is still "
                "almost as large as at the start.",
            ),
            WrongWay(
                f"{SLOPE}&rate=0.1&epochs=3",
                lambda a: a.test_cost > 10,
                "Still too large: every step overshoots by more than it corrects, so that the "
                "cost grows instead of shrinking.",
            ),
            WrongWay(
                f"{SLOPE}&rate=0.001&epochs=40",
                lambda a: a.test_cost <= 0.0001 and a.settings.epochs > 3,
                "It arrives, but not in three epochs: go back to epoch 3 and see what is left. "
                "A rate as large as it can be is what gets there.",
            ),
            WrongWay(
                f"{SLOPE}&rate=0.001&epochs=3",
                lambda a: a.settings.learning_rate < 0.01 and a.test_cost > 0.0001,
                "Tamed, but lame: with this rate the cost falls safely and far too slowly.",
            ),
        ),
        hints=(
            "Go through the rates one after another, three steps with each. Which way is it?",
            "Too large explodes, too small crawls; just below the explosion it is fastest.",
            "0.1 still explodes. Take the next rates below it.",
        ),
        answer=f"{SLOPE}&rate=0.03&epochs=3",
        explanation=(
            "0.1 explodes, 0.001 leaves a cost of 0.1, 0.03 one of less than a millionth. The "
            "best rate lies just below the one that is too large."
        ),
    ),
    ChallengeExercise(
        name="playground_symmetry",
        page=PAGE,
        title="break a symmetry by hand",
        question=(
            "All weights begin at zero, and nothing moves. Change single weights by hand, and "
            "nothing else, until the network learns: 95 % of the test points right."
        ),
        answer_name="unequal",
        start=EQUAL,
        free=("edits", "learning_rate"),
        goals=(test_accuracy(0.95),),
        misconceptions=(
            WrongWay(
                "hidden=4&rate=0.1&epochs=100",
                lambda a: a.settings.init != "zeros",
                "Another initialization does it, of course. Here the zeros stay: do by hand what "
                "it would do.",
            ),
            WrongWay(
                f"{EQUAL}&seed=7&epochs=50",
                lambda a: a.settings.edits == () and "seed" in a.changed,
                "Zeros are zeros, whatever the seed.",
            ),
            WrongWay(
                f"{EQUAL}&epochs=100",
                lambda a: a.settings.edits == (),
                "No weight has been changed by hand. Click on a line of the drawing, and type a "
                "value into the field below.",
            ),
            WrongWay(
                f"{EQUAL}&edits=0,W1,0,0,1;0,W1,1,1,1;0,W1,2,0,-1;0,W1,2,1,-1",
                untrained,
                "The weights are changed, but the run stands at epoch 0: train it.",
            ),
            WrongWay(
                f"{EQUAL}&epochs=100&edits=0,b2,0,0,1",
                lambda a: lines(a) == 0,
                "No weight into a hidden unit has moved: a bias of the output only shifts the "
                "answer for all points alike.",
            ),
            WrongWay(
                f"{EQUAL}&epochs=100&edits=0,W1,0,0,1",
                lambda a: lines(a) == 1,
                "There is only one line in the plane: either one unit learns and the others stay "
                "at zero, or all of them are equal.",
            ),
            WrongWay(
                f"{EQUAL}&epochs=150&edits=0,W1,0,0,1;0,W1,1,1,1",
                lambda a: lines(a) == 2,
                "There are two different lines now (a unit and its negative draw the same one). "
                "How many does it take to enclose a disk?",
            ),
            WrongWay(
                f"{EQUAL}&epochs=200&edits=0,W1,0,0,1;0,W1,1,0,2;0,W1,2,0,-1;0,W1,3,0,-3",
                lambda a: lines(a) > 2 and a.test_accuracy < 0.95,
                "There are lines enough, but they have not turned to all sides of the disk yet. "
                "Train on, or give the units directions that differ more.",
            ),
        ),
        hints=(
            "Change one weight into a hidden unit, train, and look at the maps: which units have "
            "come to life?",
            "A unit whose weights are all zero stays so, and two that are equal stay equal. A disk "
            "cannot be enclosed by one line, nor by two.",
            "Give three units directions of their own, as the sides of a triangle, then play for "
            "200 epochs.",
        ),
        answer=f"{EQUAL}&epochs=200&edits=0,W1,0,0,1;0,W1,1,1,1;0,W1,2,0,-1;0,W1,2,1,-1",
        explanation=(
            "Three units that differ enclose the disk; a fourth that is left at zero is no use to "
            "the end. Their directions have to differ; how large the numbers are hardly matters."
        ),
    ),
    ChallengeExercise(
        name="playground_third_class",
        page=PAGE,
        title="draw a third class",
        question=(
            "Two clouds. Draw a third class with the green pen, 20 points or more, so that the "
            "network tells all three: 95 % of all training points, 90 % of the green ones."
        ),
        answer_name="third",
        start=CLOUDS,
        free=("points", *NETWORK, *TRAINING),
        goals=(
            Goal(
                "at least 20 green points",
                lambda a: sum(p.label == 2 for p in a.points) >= 20,
                lambda a: f"there are {sum(p.label == 2 for p in a.points)}.",
            ),
            Goal(
                "at least 95 % of the training points right",
                lambda a: a.accuracy >= 0.95,
                lambda a: f"{percent(a.accuracy)} are.",
            ),
            Goal(
                "at least 90 % of the green points right",
                lambda a: a.share_of(2) >= 0.9,
                lambda a: f"{percent(a.share_of(2))} are.",
            ),
        ),
        misconceptions=(
            WrongWay(
                "data=three-blobs&hidden=none&epochs=30",
                lambda a: a.settings.data != "gaussians",
                "These are other data. Keep the two clouds, and draw the third one yourself.",
            ),
            WrongWay(
                f"{CLOUDS}&epochs=30",
                lambda a: not a.points,
                "There is no point by hand. Choose the green pen, and draw in the large map.",
            ),
            WrongWay(
                f"{CLOUDS}&epochs=30&points=" + GREEN.replace(",2;", ",1;")[:-1] + "1",
                lambda a: a.settings.classes == 2,
                "The points that were drawn belong to the two classes that are there already. "
                "The third is the green pen.",
            ),
            WrongWay(
                f"{CLOUDS}&points={GREEN}",
                untrained,
                "The first green point made another network, with three outputs, and that one "
                "has not been trained yet.",
            ),
            WrongWay(
                f"{CLOUDS}&epochs=30&points=" + ";".join(GREEN.split(";")[:8]),
                lambda a: sum(p.label == 2 for p in a.points) < 20,
                "So few points hardly count among 250: draw more of them.",
            ),
            WrongWay(
                f"{CLOUDS}&rate=1e-05&epochs=20&points={GREEN}",
                lambda a: a.settings.learning_rate < 0.001 and a.share_of(2) < 0.9,
                "The points are there, but with this learning rate the network hardly learns.",
            ),
            WrongWay(
                f"{CLOUDS}&epochs=40&points={ON_TOP}",
                lambda a: a.share_of(2) < 0.9,
                "Many green points lie where another class is at home, and what lies on one spot "
                "cannot be told apart. Draw them where nothing is.",
            ),
        ),
        hints=(
            "Choose the green pen, and draw a cloud of your own beside the two that are there.",
            "Watch the drawing of the network while you put the first green point: what becomes "
            "of the output?",
            "A corner that is free (the upper left one) is enough, even without a hidden layer. "
            "Then train the new network for some 30 epochs.",
        ),
        answer=f"{CLOUDS}&epochs=30&points={GREEN}",
        explanation=(
            "The first green point turned one sigmoid into three softmax outputs. Three clouds in "
            "three corners need no hidden layer: each class has a direction of its own."
        ),
    ),
)
