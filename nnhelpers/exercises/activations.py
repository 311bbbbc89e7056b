"""Exercises of page 05, activations: every derivative, dead units, and what depth does to a slope.

Each function `my_...` is a reference: the clearest code a learner could write, and with its
docstring the stub of the page. The exercises that use them are below.
"""

import numpy as np

from nnhelpers.exercises.exercise import numbers
from nnhelpers.exercises.function_exercise import FunctionExercise
from nnhelpers.exercises.line_exercise import LineExercise
from nnhelpers.exercises.rules import no_hyperbolic
from nnhelpers.exercises.slips import slip
from nnhelpers.exercises.value_exercise import ValueExercise

PAGE = "05_activations"


def my_sigmoid_derivative(Z):
    """Derivative of the sigmoid at every entry of Z.

    Z : array (n, m), the values before the activation
    returns array (n, m)
    """
    A = 1 / (1 + np.exp(-Z))
    return A * (1 - A)


def my_tanh_derivative(Z):
    """Derivative of tanh at every entry of Z.

    Z : array (n, m), the values before the activation
    returns array (n, m)
    """
    return 1 - np.tanh(Z) ** 2


def my_relu_derivative(Z):
    """Derivative of ReLU at every entry of Z; at exactly 0 the course takes 0.

    Z : array (n, m), the values before the activation
    returns array (n, m) of 0 and 1 (False and True count as well)
    """
    return (Z > 0).astype(float)


def my_leaky_relu(Z, leaky_slope):
    """Leaky ReLU: z where z is above 0, leaky_slope * z elsewhere.

    Z : array (n, m);  leaky_slope : number, at least 0 and below 1
    returns array (n, m)
    """
    return np.where(Z > 0, Z, leaky_slope * Z)


def my_leaky_relu_derivative(Z, leaky_slope):
    """Derivative of leaky ReLU at every entry of Z; at exactly 0 it is leaky_slope.

    Z : array (n, m);  leaky_slope : number, at least 0 and below 1
    returns array (n, m)
    """
    return np.where(Z > 0, 1.0, leaky_slope)


def my_tanh_from_sigmoid(Z):
    """tanh, computed from the sigmoid: stretched, shifted, and with another input scale.

    Z : array (n, m)
    returns array (n, m), equal to np.tanh(Z), but calling neither np.tanh, np.sinh nor np.cosh
    """
    return 2 / (1 + np.exp(-2 * Z)) - 1


def my_dead_units(Z):
    """How many ReLU units of a layer are dead: their output is 0 for every example.

    Z : array (n, m), the values before the ReLU, one row per unit
    returns a whole number from 0 to n
    """
    return np.sum(np.all(Z <= 0, axis=1))


def my_chain_slope(W, Z):
    """Derivative of the last output by the first input in a chain of sigmoid units, one a layer.

    Unit l computes a_l = sigmoid(z_l) with z_l = w_l a_(l-1) + b_l.

    W : array (L,), the weights w_1 ... w_L;  Z : array (L,), the values z_1 ... z_L
    returns one number: d a_L / d a_0
    """
    A = 1 / (1 + np.exp(-Z))
    return np.prod(W * A * (1 - A))


def my_relu_backward(dA, Z):
    """Carry a derivative back through ReLU: dZ = dA * g'(Z), with g'(0) = 0.

    dA, Z : arrays (n, m)
    returns dZ : array (n, m)
    """
    dZ = dA.copy()
    dZ[Z <= 0] = 0
    return dZ


_Z = np.array([[-1.5, 0.0, 0.3], [2.0, -0.2, 1.0]])
_CASES = (
    (np.array([[0.5]]),),
    (np.array([[-2.0, 0.0, 1.0, 0.005]]),),
    (_Z,),
    (numbers(501, 3, 3),),
    (3 * numbers(502, 4, 2),),
)
_LEAKY_CASES = (
    (np.array([[-0.5]]), 0.01),
    (np.array([[-2.0, 0.05, 0.0, 1.0]]), 0.1),
    (_Z, 0.4),
    (numbers(501, 3, 3), 0.01),
    (numbers(502, 4, 2), 0.0),
)
_LARGE = (np.array([[40.0, -40.0]]),)

EXERCISES = (
    FunctionExercise(
        name="sigmoid_derivative",
        page=PAGE,
        title="derivative of the sigmoid",
        reference=my_sigmoid_derivative,
        cases=(*_CASES, _LARGE),
        misconceptions=(
            slip(
                "A * (1 - A)",
                "Z * (1 - Z)",
                says="A (1 - A) needs A = sigmoid(Z); here Z itself stands in its place.",
            ),
            slip(
                "A * (1 - A)",
                "A",
                says="This is the sigmoid itself. Its derivative is A (1 - A).",
            ),
            slip(
                "A * (1 - A)",
                "1 - A**2",
                says="1 - A^2 is the rule for tanh. For the sigmoid it is A (1 - A).",
            ),
            slip(
                "A * (1 - A)",
                "A * (A - 1)",
                says="The sign is flipped: the sigmoid rises everywhere, so its slope is "
                "positive. (Differentiating e^-z brings a second minus, and the two cancel.)",
            ),
            slip(
                "A * (1 - A)",
                "A * (1 + A)",
                says="With a plus the slope would not fall to 0 on the right: A (1 - A).",
            ),
            slip("A * (1 - A)", "A - A**3", says="It is A - A^2, the square and not the cube."),
            slip(
                "A * (1 - A)",
                "A**2 * (1 - A)",
                says="A comes in squared. The slope is A (1 - A), each factor once.",
            ),
            slip(
                "A * (1 - A)",
                "A * (1 - A) ** 2",
                says="1 - A comes in squared. The slope is A (1 - A), each factor once.",
            ),
            slip("A * (1 - A)", "A**2", says="This is A^2. The slope is A (1 - A), or A - A^2."),
            slip(
                "A * (1 - A)",
                "np.exp(-Z) / (1 + np.exp(-Z))",
                says="This is 1 - A. The slope is A times that. (As one fraction: e^-z / (1 + "
                "e^-z)^2, with a square below the line.)",
            ),
            slip(
                "A * (1 - A)",
                "1 / (1 + np.exp(-A)) * (1 - 1 / (1 + np.exp(-A)))",
                says="The sigmoid is taken twice here: once is A, and then A (1 - A).",
            ),
        ),
        hints=(
            "Where is the sigmoid steepest, and how steep is it there?",
            "With A = sigmoid(Z), the derivative can be written with A alone.",
            "First a line for A, the sigmoid of Z. The slope is A times what is missing from A "
            "to 1.",
        ),
        remark="It is never above 1/4. Remember that when the network gets deep.",
    ),
    FunctionExercise(
        name="tanh_from_sigmoid",
        page=PAGE,
        title="tanh as a stretched, shifted sigmoid",
        reference=my_tanh_from_sigmoid,
        cases=_CASES,
        rules=(no_hyperbolic,),
        misconceptions=(
            slip(
                "-2 * Z",
                "-Z",
                says="The range is right, but it rises half as fast as tanh: stretch the input, "
                "too, sigmoid(2z).",
            ),
            slip(" - 1", "", says="It runs from 0 to 2. Shift it down by 1."),
            slip(
                "2 / (1 + np.exp(-2 * Z)) - 1",
                "1 / (1 + np.exp(-2 * Z)) - 0.5",
                says="The shift is right in spirit, but the height is 1; tanh runs from -1 to 1.",
            ),
            slip(
                "-2 * Z",
                "-Z / 2",
                says="The input must be stretched by 2, not by one half: sigmoid(2z).",
            ),
            slip(
                "-2 * Z",
                "2 * Z",
                says="This falls where tanh rises: the sign of the exponent is flipped.",
            ),
            slip(
                "2 / (1 + np.exp(-2 * Z)) - 1",
                "(np.exp(Z) - np.exp(-Z)) / 2",
                says="This is sinh. To tanh it lacks what is below the line: e^z + e^-z.",
            ),
            slip(
                "2 / (1 + np.exp(-2 * Z)) - 1",
                "4 * np.exp(-2 * Z) / (1 + np.exp(-2 * Z)) ** 2",
                says="This is the slope of tanh. tanh itself is wanted.",
            ),
            slip(
                "-2 * Z",
                "-(Z**2)",
                says="Z is squared in the exponent. It is doubled: sigmoid(2z).",
            ),
            slip(
                "2 / (1 + np.exp(-2 * Z)) - 1",
                "1 / (1 + np.exp(-2 * Z))",
                says="The input is right, sigmoid(2z). Its height, 0 to 1, must become -1 to 1.",
            ),
            slip(
                "2 / (1 + np.exp(-2 * Z)) - 1",
                "1 / (1 + np.exp(-2 * Z)) - 1",
                says="It runs from -1 to 0: double the height before you subtract 1.",
            ),
            slip(
                "2 / (1 + np.exp(-2 * Z)) - 1",
                "2 / (1 + np.exp(-2 * Z)) - 0.5",
                says="It runs from -0.5 to 1.5: shift it down by 1, half of its height.",
            ),
            slip(
                "2 / (1 + np.exp(-2 * Z)) - 1",
                "2 * (1 / (1 + np.exp(-2 * Z)) - 1)",
                says="It runs from -2 to 0: double first, then subtract 1.",
            ),
            slip(
                "2 / (1 + np.exp(-2 * Z)) - 1",
                "1 / (1 + np.exp(-Z))",
                says="This is the sigmoid as it is. It must be stretched to -1 ... 1 and made "
                "steeper.",
            ),
            slip(
                "2 / (1 + np.exp(-2 * Z)) - 1",
                "2 / (1 + np.exp(-4 * Z)) - 1",
                says="Too steep: the input is doubled once, sigmoid(2z).",
            ),
        ),
        hints=(
            "The sigmoid runs from 0 to 1, tanh from -1 to 1. What must be done to its height?",
            "2 sigmoid(...) - 1 has the right range. At 0 the slope of tanh is 1; compare.",
            "Twice the sigmoid, minus 1, is half as steep as tanh. So put something larger than "
            "z into the sigmoid.",
        ),
        remark="So the two differ in range and slope only; what matters is that tanh is centered.",
    ),
    FunctionExercise(
        name="tanh_derivative",
        page=PAGE,
        title="derivative of tanh",
        reference=my_tanh_derivative,
        cases=(*_CASES, _LARGE),
        misconceptions=(
            slip(
                "np.tanh(Z) ** 2",
                "Z**2",
                says="It is 1 - A^2 with A = tanh(Z); here Z itself is squared.",
            ),
            slip(
                "1 - np.tanh(Z) ** 2",
                "np.tanh(Z) * (1 - np.tanh(Z))",
                says="A (1 - A) is the rule for the sigmoid. For tanh it is 1 - A^2.",
            ),
            slip(
                "1 - np.tanh(Z) ** 2",
                "(1 - np.tanh(Z)) ** 2",
                says="It is 1 minus the square, not the square of 1 minus tanh.",
            ),
            slip("1 - np.tanh(Z) ** 2", "1 - np.tanh(Z)", says="The square of tanh is missing."),
            slip(
                "1 - np.tanh(Z) ** 2",
                "np.tanh(Z)",
                says="This is tanh itself; its slope is wanted.",
            ),
            slip(
                "1 - np.tanh(Z) ** 2",
                "np.tanh(Z) ** 2",
                says="This is tanh squared. The slope is 1 minus that.",
            ),
            slip(
                "1 - np.tanh(Z) ** 2",
                "1 / (1 + np.exp(-Z)) * (1 - 1 / (1 + np.exp(-Z)))",
                says="This is the slope of the sigmoid, at most 1/4. tanh is as steep as 1 at 0.",
            ),
            slip(
                "1 - np.tanh(Z) ** 2",
                "1 / np.cosh(Z)",
                says="The square is missing: it is 1 / cosh(z)^2.",
            ),
            slip(
                "1 - np.tanh(Z) ** 2",
                "1 - np.tanh(Z**2)",
                says="z is squared before tanh is taken. It is tanh(z), and then the square.",
            ),
            slip(
                "1 - np.tanh(Z) ** 2",
                "np.tanh(Z) ** 2 - 1",
                says="The sign is flipped: tanh rises everywhere, so its slope is positive.",
            ),
            slip(
                "1 - np.tanh(Z) ** 2",
                "1 + np.tanh(Z) ** 2",
                says="With a plus the slope would grow far out, where tanh is flat.",
            ),
            slip(
                "1 - np.tanh(Z) ** 2",
                "1 - np.tanh(np.tanh(Z)) ** 2",
                says="tanh is taken twice here: once is A, and then 1 - A^2.",
            ),
        ),
        hints=(
            "How steep is tanh at 0, and far out on both sides?",
            "With A = tanh(Z), the derivative can be written with A alone.",
            "np.tanh(Z) is A. The slope is 1 at z = 0 and falls with the square of A.",
        ),
    ),
    FunctionExercise(
        name="relu_derivative",
        page=PAGE,
        title="derivative of ReLU",
        reference=my_relu_derivative,
        cases=_CASES,
        misconceptions=(
            slip(
                "Z > 0",
                "Z >= 0",
                says="At exactly 0 the course takes 0: Z > 0, not >=. (There is no derivative "
                "there; one value has to be chosen.)",
            ),
            slip(
                "(Z > 0).astype(float)",
                "np.maximum(0, Z)",
                says="This is ReLU itself. Its slope is 0 or 1, however large Z is.",
            ),
            slip("Z > 0", "Z < 0", says="The wrong way round: the slope is 1 where Z is above 0."),
            slip(
                "(Z > 0).astype(float)",
                "np.where(Z > 0, Z, 1)",
                says="The two values are mixed up: 1 where Z is above 0, and 0 elsewhere.",
            ),
            slip(
                "(Z > 0).astype(float)",
                "(Z > 1).astype(float)",
                says="The kink is at 0, not at 1.",
            ),
            slip(
                "(Z > 0).astype(float)",
                "(Z != 0).astype(float)",
                says="On the left of 0 the slope is 0, not 1: ReLU is flat there.",
            ),
            slip(
                "(Z > 0).astype(float)",
                "np.zeros(Z.shape)",
                says="The slope is 0 only where Z is not above 0; on the right it is 1.",
            ),
            slip(
                "(Z > 0).astype(float)",
                "1 / (1 + np.exp(-Z))",
                says="This is the sigmoid, which rises smoothly. The slope of ReLU jumps from 0 "
                "to 1.",
            ),
            slip(
                "Z > 0",
                "Z > np.mean(Z)",
                says="Z is compared with its mean. The kink of ReLU is at 0.",
            ),
            slip(
                "(Z > 0).astype(float)",
                "np.sign(Z)",
                says="np.sign gives -1 for negative Z. The slope there is 0.",
            ),
            slip(
                "(Z > 0).astype(float)",
                "np.ones(Z.shape)",
                says="The slope is 1 only where Z is above 0.",
            ),
            slip(
                "(Z > 0).astype(float)",
                "np.where(Z > 0, 1.0, 0.01)",
                says="This is leaky ReLU's derivative. Plain ReLU has the slope 0 on the left.",
            ),
            slip(
                "(Z > 0).astype(float)",
                "np.where(Z == 0, 0.5, Z > 0)",
                says="One half at 0 would be a fair choice, but the course takes 0 there.",
            ),
        ),
        hints=(
            "ReLU is two straight lines. What are their slopes?",
            "A comparison gives True and False for each entry, and those count as 1 and 0.",
            "Ask for each entry of Z whether it is above 0; .astype(float) makes 1.0 and 0.0 of "
            "it.",
        ),
    ),
    LineExercise(
        name="spot_relu_definition",
        page=PAGE,
        title="find the faulty line: ReLU and its derivative",
        answer_name="line_on_relu",
        given="From a published text on ReLU, g(z) = max(0, z). One of its statements cannot "
        "stand.",
        lines=(
            "g(z) = z for z > 0, and g(z) = 0 for z <= 0",
            "g'(z) = 0 for z < 0",
            "g'(z) = 1 for z >= 0",
            "g'(0) is not defined: the slope from the left is 0, the slope from the right is 1",
            "in a program one takes g'(0) = 0 or g'(0) = 1, and it hardly matters which",
        ),
        faulty_line=3,
        repaired="g'(z) = 1 for z > 0",
        explanation=(
            "It says >= and so defines the derivative at 0, which the next line rightly calls "
            "not defined. It must be z > 0. A program needs some value there; the course takes "
            "0."
        ),
        innocent=(
            (1, "This is max(0, z), written as two cases that cover every z once."),
            (2, "Left of 0 the function is constant: slope 0."),
            (4, "The two one-sided slopes differ, so there is no derivative at 0."),
            (5, "Exactly 0 is rarely met, and either choice trains; the course takes 0."),
        ),
        hints=(
            "Two of the lines contradict each other. Which of the two is right?",
            "What is the slope of max(0, z) at z = 0, from the left and from the right?",
            "A kink has no derivative. Which line gives it one all the same?",
        ),
    ),
    FunctionExercise(
        name="dead_units",
        page=PAGE,
        title="count dead ReLU units",
        reference=my_dead_units,
        cases=(
            (np.array([[-1.0], [2.0]]),),
            (np.array([[-1.0, -2.0, -0.5], [1.0, -1.0, -1.0], [0.5, 2.0, 1.0]]),),
            (np.array([[0.0, 0.0], [-1.0, 0.0], [0.0, 3.0], [-1.0, 2.0]]),),
            (np.array([[-1.0, 2.0, -3.0, 1.0], [-2.0, 1.0, -1.0, -1.0]]),),
            (np.array([[-1.0], [-2.0], [-3.0], [1.0]]),),
            (np.array([[-2.0, 1.0, -0.5, 0.7], [-0.1, -0.2, -0.3, -0.4], [2.0, -3.0, 0.4, 0.5]]),),
            (np.array([[0.01, -3.0, -0.2], [-0.3, 0.02, -1.0], [-0.2, -0.7, 0.0]]),),
            *((np.round(numbers(520 + i, 8, 3) - 1, 1),) for i in range(3)),
        ),
        misconceptions=(
            slip(
                "np.all(Z <= 0, axis=1)",
                "Z <= 0",
                says="This counts single entries. A unit is dead if all its entries are at or "
                "below 0: a row.",
            ),
            slip(
                "axis=1",
                "axis=0",
                says="axis=0 goes through the units of one example. A unit is a row: axis=1.",
            ),
            slip(
                "np.all",
                "np.any",
                says="This asks for one silent example (np.any, or the smallest entry). A dead "
                "unit is silent for all of them: np.all, or the largest.",
            ),
            slip(
                "Z <= 0",
                "Z < 0",
                says="At exactly 0 ReLU gives 0 as well: <= and not <.",
            ),
            slip(
                "np.sum(np.all(Z <= 0, axis=1))",
                "np.all(Z <= 0, axis=1)",
                says="This says for each unit whether it is dead. Count them.",
            ),
            slip(
                "np.all(Z <= 0, axis=1)",
                "np.all(Z <= 0)",
                says="Without an axis np.all asks for the whole array, one True or False. Ask "
                "each row: axis=1.",
            ),
            slip(
                "np.sum(np.all(Z <= 0, axis=1))",
                "100 * np.mean(np.all(Z <= 0, axis=1))",
                says="This is in percent. The number is wanted.",
            ),
            slip(
                "np.sum(np.all(Z <= 0, axis=1))",
                "len(np.all(Z <= 0, axis=1))",
                says="This counts all units: len counts False as well. np.sum counts the True.",
            ),
            slip(
                "np.all(Z <= 0, axis=1)",
                "np.mean(Z <= 0, axis=1) > 0.5",
                says="This counts units that are silent for more than half of the examples. A "
                "dead one is silent for all.",
            ),
            slip(
                "np.all(Z <= 0, axis=1)",
                "Z[:, -1] <= 0",
                says="This looks at the last example only. A dead unit is silent for all.",
            ),
            slip(
                "np.sum(np.all(Z <= 0, axis=1))",
                "np.sum(np.all(Z <= 0, axis=1)[:-1])",
                says="The last unit is left out.",
            ),
            slip(
                "np.all(Z <= 0, axis=1)",
                "Z[:, 0] <= 0",
                says="This looks at the first example only. A dead unit is silent for all.",
            ),
            slip(
                "Z <= 0",
                "Z >= 0",
                says="This asks for rows that are nowhere below 0. A silent unit is nowhere "
                "above 0: <=.",
            ),
            slip(
                "np.sum(np.all(Z <= 0, axis=1))",
                "np.mean(np.all(Z <= 0, axis=1))",
                says="This is the fraction. The number is wanted.",
            ),
            slip(
                "np.all(Z <= 0, axis=1)",
                "np.mean(Z, axis=1) <= 0",
                says="A unit whose mean is below 0 may still fire for some examples. Look at "
                "all entries.",
            ),
            slip(
                "np.all(Z <= 0, axis=1)",
                "~np.all(Z <= 0, axis=1)",
                says="These are the living ones.",
            ),
            slip(
                "Z <= 0",
                "Z == 0",
                says="Before the ReLU a silent unit has Z at or below 0, not only equal to 0.",
            ),
        ),
        hints=(
            "One unit is one row. When is its output 0 for every example?",
            "np.all(..., axis=1) asks whether something holds along a whole row.",
            "Which comparison of Z is True where ReLU gives 0? Ask it of whole rows, then add "
            "up: True counts as 1.",
        ),
        remark="Its gradient is 0 for every example, too: for these inputs it stays dead, as long "
        "as the layers below it do not move.",
    ),
    FunctionExercise(
        name="repair_relu_backward",
        page=PAGE,
        title="repair it: the wrong mask",
        reference=my_relu_backward,
        cases=(
            (np.array([[2.0]]), np.array([[0.5]])),
            (np.array([[2.0, -1.0, 3.0]]), np.array([[-0.5, 1.0, 0.0]])),
            (np.array([[0.5, -1.0, 2.0], [-0.7, 0.4, 1.2]]), _Z),
            (numbers(511, 3, 3), numbers(512, 3, 3)),
        ),
        faulty=slip(
            "dZ[Z <= 0] = 0",
            "dZ[dZ <= 0] = 0",
            says="The mask looks at dZ. It must look at Z.",
        ),
        misconceptions=(
            slip(
                "dZ[Z <= 0] = 0",
                "dZ[Z < 0] = 0",
                says="The mask looks at Z now, but at exactly 0 the course takes the slope 0: <=.",
            ),
            slip(
                "dZ[Z <= 0] = 0",
                "dZ[Z > 0] = 0",
                says="The mask looks at Z now, but it deletes what should stay.",
            ),
            slip(
                "dZ[Z <= 0] = 0",
                "dZ[Z <= 0] = 0\n    dZ[Z > 0] = 1",
                says="These are the slopes alone; where Z is above 0, dA comes through unchanged.",
            ),
            slip(
                "dZ[Z <= 0] = 0",
                "dZ = np.maximum(0, Z)",
                says="This is ReLU forward. Backward, dA is let through where Z is above 0.",
            ),
            slip(
                "dZ[Z <= 0] = 0",
                "dZ = dA * np.maximum(0, Z)",
                says="dA is multiplied by relu(Z). The slope is only 0 or 1.",
            ),
            slip(
                "    dZ[Z <= 0] = 0\n",
                "",
                says="Everything comes through as it is, also where the unit was silent: there "
                "the mask must put 0.",
            ),
            slip(
                "dZ[Z <= 0] = 0",
                "dZ[dA > 0] = 0",
                says="The mask still looks at the derivative, now the other way round. It must "
                "look at Z.",
            ),
            slip(
                "dZ[Z <= 0] = 0",
                "dZ[(Z <= 0) & (dA <= 0)] = 0",
                says="Both Z and dA are asked. Only Z decides; a negative dA comes through, too.",
            ),
            slip(
                "dZ[Z <= 0] = 0",
                "dZ[(Z <= 0) | (dA <= 0)] = 0",
                says="Z is asked now, but negative derivatives are still deleted. Only Z decides.",
            ),
            slip(
                "dZ[Z <= 0] = 0",
                "dZ = dA * Z",
                says="dA is multiplied by Z. The slope is only 0 or 1.",
            ),
            slip(
                "dZ[Z <= 0] = 0",
                "dZ = np.where(dA > 0, Z, 0)",
                says="Z and dA have changed roles: dA comes through where Z is above 0.",
            ),
            slip(
                "dZ[Z <= 0] = 0",
                "dZ[Z <= 0] = 0\n    dZ = dZ / Z.shape[1]",
                says="The mask is right now, but the mean is not taken here.",
            ),
            slip(
                "dZ[Z <= 0] = 0",
                "dZ[Z <= 0] *= 0.01",
                says="The mask looks at Z now, but 0.01 on the left is leaky ReLU. Here it is 0.",
            ),
            slip(
                "dZ[Z <= 0] = 0",
                "dZ[Z <= 0] = 0\n    dZ = np.abs(dZ)",
                says="The mask is right now, but the signs of dA are lost.",
            ),
            slip(
                "dZ[Z <= 0] = 0",
                "dZ[Z == 0] = 0",
                says="This puts 0 only where Z is exactly 0. The unit is silent below 0, too: <=.",
            ),
        ),
        hints=(
            "When is a derivative let through: when it is positive, or when the unit was active?",
            "Whether a unit was active stands in Z.",
            "Change what is compared with 0.",
        ),
        remark="A negative derivative is as good as a positive one; half the signal was lost.",
    ),
    FunctionExercise(
        name="leaky_relu",
        page=PAGE,
        title="leaky ReLU",
        reference=my_leaky_relu,
        cases=_LEAKY_CASES,
        misconceptions=(
            slip(
                "leaky_slope * Z)",
                "0.01 * Z)",
                says="The slope is fixed at 0.01 here. It is an argument.",
            ),
            slip(
                "leaky_slope * Z)",
                "leaky_slope)",
                says="On the left this is the constant leaky_slope. It should be a line: "
                "leaky_slope * Z.",
            ),
            slip(
                "leaky_slope * Z)",
                "0)",
                says="This is plain ReLU: on the left it should be leaky_slope * Z.",
            ),
            slip(
                "leaky_slope * Z)",
                "Z / leaky_slope if leaky_slope else 0 * Z)",
                says="On the left z is divided by leaky_slope. It is multiplied by it.",
            ),
            slip(
                "Z > 0, Z, leaky_slope * Z",
                "Z > 0, Z + leaky_slope * Z, leaky_slope * Z",
                says="On the right leaky_slope * z has been added. There it is z alone.",
            ),
            slip(
                "leaky_slope * Z)",
                "leaky_slope**2 * Z)",
                says="On the left leaky_slope comes in twice.",
            ),
            slip(
                "Z > 0, Z, leaky_slope * Z",
                "Z > 0, 1.0, leaky_slope * Z",
                says="On the right this is 1, the slope. The function itself is z there.",
            ),
            slip(
                "leaky_slope * Z)",
                "leaky_slope * (np.exp(Z) - 1))",
                says="On the left this is the curve of ELU. Leaky ReLU is a straight line there.",
            ),
            slip(
                "Z > 0",
                "Z > leaky_slope",
                says="Z is compared with leaky_slope. The kink is at 0.",
            ),
            slip(
                "leaky_slope * Z)",
                "Z - leaky_slope)",
                says="On the left leaky_slope is subtracted. It is the slope of a line: multiply.",
            ),
            slip(
                "np.where(Z > 0, Z, leaky_slope * Z)",
                "leaky_slope * Z",
                says="This is the left line everywhere. Above 0 it is z itself.",
            ),
            slip(
                "leaky_slope * Z)",
                "-leaky_slope * Z)",
                says="The sign on the left is flipped: leaky ReLU rises everywhere.",
            ),
            slip(
                "Z > 0, Z, leaky_slope * Z",
                "Z > 0, leaky_slope * Z, Z",
                says="The two lines have changed sides: z itself is for z above 0. (Of two "
                "lines np.maximum takes the upper one.)",
            ),
            slip(
                "np.where(Z > 0, Z, leaky_slope * Z)",
                "np.maximum(leaky_slope, Z)",
                says="np.maximum(leaky_slope, Z) cuts off at the number leaky_slope. Compare Z "
                "with leaky_slope * Z.",
            ),
            slip(
                "np.where(Z > 0, Z, leaky_slope * Z)",
                "np.where(Z > 0, 1.0, leaky_slope)",
                says="This is the derivative. The function itself is wanted.",
            ),
        ),
        hints=(
            "Two straight lines that meet at 0.",
            "np.where(condition, value where it holds, value elsewhere) chooses entry by entry.",
            "The condition asks whether z is above 0. The line on the left of 0 goes through 0 as "
            "well: which multiple of z is it?",
        ),
    ),
    FunctionExercise(
        name="leaky_relu_derivative",
        page=PAGE,
        title="derivative of leaky ReLU",
        reference=my_leaky_relu_derivative,
        cases=_LEAKY_CASES,
        misconceptions=(
            slip(
                "1.0, leaky_slope",
                "1.0, 0.01",
                says="The slope is fixed at 0.01 here. It is an argument.",
            ),
            slip(
                "1.0, leaky_slope",
                "Z, leaky_slope * Z",
                says="This is leaky ReLU itself. Its derivative is 1 or leaky_slope.",
            ),
            slip(
                "1.0, leaky_slope",
                "1.0, 0.0",
                says="This is the derivative of plain ReLU. On the left it is leaky_slope here.",
            ),
            slip(
                "1.0, leaky_slope",
                "1.0, -leaky_slope",
                says="leaky_slope * z rises: its slope is leaky_slope, without a minus.",
            ),
            slip(
                "np.where(Z > 0, 1.0, leaky_slope)",
                "np.where(Z > 0, Z, leaky_slope)",
                says="On the right this is z itself. The slope there is 1.",
            ),
            slip(
                "Z > 0",
                "Z > leaky_slope",
                says="Z is compared with leaky_slope. The kink is at 0.",
            ),
            slip(
                "1.0, leaky_slope",
                "1.0, 1 - leaky_slope",
                says="On the left it is leaky_slope, not 1 - leaky_slope.",
            ),
            slip(
                "1.0, leaky_slope",
                "1.0 + leaky_slope, leaky_slope",
                says="On the right it is 1, not 1 + leaky_slope.",
            ),
            slip(
                "np.where(Z > 0, 1.0, leaky_slope)",
                "np.where(Z == 0, 0.0, np.where(Z > 0, 1.0, leaky_slope))",
                says="At exactly 0 it should be leaky_slope, not 0.",
            ),
            slip(
                "np.where(Z > 0, 1.0, leaky_slope)",
                "np.full(Z.shape, leaky_slope)",
                says="This is the slope of the left line everywhere. Above 0 it is 1.",
            ),
            slip(
                "1.0, leaky_slope",
                "leaky_slope, 1.0",
                says="The two branches have changed places: 1 is for z above 0.",
            ),
            slip(
                "1.0, leaky_slope",
                "1.0, leaky_slope * Z",
                says="The derivative of leaky_slope * z is leaky_slope; the z is gone.",
            ),
            slip(
                "Z > 0",
                "Z >= 0",
                says="At exactly 0 it should be leaky_slope: Z > 0, not >=.",
            ),
        ),
        hints=(
            "Two straight lines. What are their slopes?",
            "np.where chooses entry by entry; neither branch contains Z.",
            "The condition is that of leaky_relu; in place of its two lines stand their slopes. To "
            "which side does exactly 0 belong?",
        ),
    ),
    FunctionExercise(
        name="chain_slope",
        page=PAGE,
        title="the slope through a chain of sigmoid layers",
        reference=my_chain_slope,
        cases=(
            (np.array([2.0]), np.array([0.0])),
            (np.array([1.0, 1.0]), np.array([0.0, 0.0])),
            (np.array([1.5, -2.0, 0.5]), np.array([0.3, -1.0, 2.0])),
            (np.array([4.0, 3.0, 5.0, 2.0]), np.array([1.0, -0.5, 0.2, 0.0])),
        ),
        misconceptions=(
            slip(
                "np.prod(W * A * (1 - A))",
                "np.sum(W * A * (1 - A))",
                says="By the chain rule the layers' slopes multiply; they do not add up.",
            ),
            slip(
                "W * A * (1 - A)",
                "A * (1 - A)",
                says="The weights are missing: d z_l / d a_(l-1) is w_l.",
            ),
            slip(
                "W * A * (1 - A)",
                "W",
                says="The slopes of the sigmoids are missing: d a_l / d z_l is A (1 - A).",
            ),
            slip(
                "np.prod(W * A * (1 - A))",
                "np.mean(W * A * (1 - A))",
                says="By the chain rule the layers' slopes multiply; they are not averaged.",
            ),
            slip(
                "np.prod(W * A * (1 - A))",
                "W * A * (1 - A)",
                says="These are the slopes of the single layers. By the chain rule they "
                "multiply to one number.",
            ),
            slip(
                "np.prod(W * A * (1 - A))",
                "np.prod((W * A * (1 - A))[1:])",
                says="The first layer is left out: the chain starts at the input.",
            ),
            slip(
                "np.prod(W * A * (1 - A))",
                "np.prod((W * A * (1 - A))[:-1])",
                says="The last layer is left out: the chain ends at the output.",
            ),
            slip(
                "np.prod(W * A * (1 - A))",
                "np.prod(W[:-1]) * np.prod(A * (1 - A))",
                says="The weight of the last layer is left out.",
            ),
            slip(
                "np.prod(W * A * (1 - A))",
                "np.prod(W) * np.prod((A * (1 - A))[:-1])",
                says="The slope of the last sigmoid is left out.",
            ),
            slip(
                "np.prod(W * A * (1 - A))",
                "np.prod(W) * np.prod((A * (1 - A))[1:])",
                says="The slope of the first sigmoid is left out.",
            ),
            slip(
                "W * A * (1 - A)",
                "np.abs(W) * A * (1 - A)",
                says="The signs of the weights are lost (abs). A negative weight turns the "
                "slope around.",
            ),
            slip("W * A * (1 - A)", "W**2 * A * (1 - A)", says="The weights are squared."),
            slip(
                "W * A * (1 - A)",
                "W * (1 - np.tanh(Z) ** 2)",
                says="These are the slopes of tanh. The units are sigmoids: A (1 - A).",
            ),
            slip(
                "A = 1 / (1 + np.exp(-Z))",
                "A = 1 / (1 + np.exp(-W * Z))",
                says="Z is multiplied by W once more in the sigmoid. z_l contains w_l already.",
            ),
            slip(
                "W * A * (1 - A)",
                "W * 0.25",
                says="Each slope is taken as 1/4, which it is only at z = 0. It is A (1 - A).",
            ),
            slip(
                "np.prod(W * A * (1 - A))",
                "(W * A * (1 - A))[-1]",
                says="This is the slope of the last layer alone. The slopes of all layers "
                "multiply.",
            ),
            slip(
                "np.prod(W * A * (1 - A))",
                "(W * A * (1 - A))[0]",
                says="This is the slope of the first layer alone. The slopes of all layers "
                "multiply.",
            ),
            slip(
                "np.prod(W * A * (1 - A))",
                "np.sum(W) * np.prod(A * (1 - A))",
                says="The weights are added up. They multiply as well, one for each layer.",
            ),
            slip(
                "np.prod(W * A * (1 - A))",
                "np.prod(W + A * (1 - A))",
                says="Within a layer weight and slope are added. They multiply: d a_l / d "
                "a_(l-1) is w_l times A (1 - A).",
            ),
            slip(
                "W * A * (1 - A)",
                "W * (1 - A)",
                says="This multiplies by 1 - A. The slope of the sigmoid is A (1 - A).",
            ),
            slip(
                "W * A * (1 - A)",
                "W * A",
                says="This multiplies by the outputs. The slope of the sigmoid is A (1 - A).",
            ),
            slip(
                "W * A * (1 - A)",
                "W * Z * (1 - Z)",
                says="A (1 - A) needs A = sigmoid(Z); here Z itself stands in its place.",
            ),
            slip(
                "W * A * (1 - A)",
                "W * (1 - A**2)",
                says="1 - A^2 is the slope of tanh. These units are sigmoids.",
            ),
            slip(
                "W * A * (1 - A)",
                "A * (1 - A) * np.append(W[1:], 1)",
                says="The weight of the first layer is left out: d a_L / d a_0 starts at the "
                "input.",
            ),
        ),
        hints=(
            "Two layers first: a_2 depends on a_1, and a_1 on a_0. What does the chain rule say?",
            "Each layer brings two factors: its weight, and the slope of the sigmoid at z_l.",
            "np.prod multiplies all entries of an array. Make one with a weight times a slope "
            "for each layer.",
        ),
        remark="Each layer's slope is at most 1/4, so with weights below 4 the product shrinks.",
    ),
    ValueExercise(
        name="sigmoid_chain_limit",
        page=PAGE,
        title="the steepest slope through five sigmoid layers",
        question=(
            "A chain of 5 sigmoid units, one a layer, all weights 1. What is the largest value "
            "that the derivative of the last output by the first input can have?"
        ),
        answer_name="largest_slope",
        value=0.25**5,
        misconceptions=(
            (0.25, "This is the largest slope of one sigmoid. There are five of them."),
            (1.25, "By the chain rule the five slopes multiply; they do not add up."),
            (0.5**5, "0.5 is the sigmoid's value at 0; its slope there is 0.25."),
            (0.25**4, "These are four layers. There are five."),
            (0.25**6, "These are six layers. There are five."),
            (1.0, "1 is the largest slope of tanh. For the sigmoid it is smaller."),
            (0.05, "The five slopes multiply; nothing is divided by 5."),
        ),
        explanation="Each sigmoid has at most the slope 1/4, at 0; five of them (1/4)^5, below "
        "0.001.",
        hints=(
            "How steep is one sigmoid where it is steepest?",
            "By the chain rule the slopes of the layers multiply.",
            "A (1 - A) is largest for A = 1/2. As many such factors as there are layers.",
        ),
    ),
)
