"""Exercises of page 10: what changes on the way into a framework and back, in plain NumPy.

Each function `my_...` is a reference: the clearest code a learner could write, and with its
docstring the stub of the page. None of them needs a framework.
"""

import numpy as np

from nnhelpers.exercises.exercise import numbers
from nnhelpers.exercises.family import Family
from nnhelpers.exercises.function_exercise import FunctionExercise
from nnhelpers.exercises.slips import slip
from nnhelpers.exercises.value_exercise import ValueExercise

PAGE = "10_frameworks"


def my_to_rows(params):
    """Parameters of this course in the form of a framework where examples are rows.

    params : dict with W1 (n_1, n_0), b1 (n_1, 1), W2 (n_2, n_1), b2 (n_2, 1), ...
    returns dict with kernel1 (n_0, n_1), bias1 (n_1,), kernel2 (n_1, n_2), bias2 (n_2,), ...,
            such that rows @ kernel1 + bias1 are the scores of layer 1, examples in rows
    """
    layers = {}
    for l in range(1, len(params) // 2 + 1):
        layers[f"kernel{l}"] = params[f"W{l}"].T
        layers[f"bias{l}"] = params[f"b{l}"][:, 0]
    return layers


def my_from_rows(layers):
    """The way back: parameters of a framework in the form of this course.

    layers : dict with kernel1 (n_0, n_1), bias1 (n_1,), kernel2 (n_1, n_2), bias2 (n_2,), ...
    returns dict with W1 (n_1, n_0), b1 (n_1, 1), W2 (n_2, n_1), b2 (n_2, 1), ...
    """
    params = {}
    for l in range(1, len(layers) // 2 + 1):
        params[f"W{l}"] = layers[f"kernel{l}"].T
        params[f"b{l}"] = layers[f"bias{l}"].reshape(-1, 1)
    return params


def my_logits_cost(Z, labels):
    """Cross-entropy from the scores, as frameworks take it: examples in rows, labels as numbers.

    Z : array (m, n_classes), scores of the last layer, a row for each example, of any size
    labels : array (m,) of whole numbers from 0 to n_classes - 1
    returns J : one number, the mean of log(sum of e^z) - z of the true class; finite for all Z
    """
    top = np.max(Z, axis=1)
    powers = np.exp(Z - top[:, np.newaxis])
    log_sums = np.log(np.sum(powers, axis=1)) + top
    true_scores = Z[np.arange(len(labels)), labels]
    return np.mean(log_sums - true_scores)


def my_tape_backward(tape, values):
    """Slopes of the last value of a program for all its values, in one pass over its tape.

    tape : list with an entry (operation, i, j) for each value: ("input", None, None),
           ("add", i, j) for values[i] + values[j], ("mul", i, j) for their product,
           ("tanh", i, None) for tanh(values[i]); i and j are earlier places, and may be equal
    values : list of numbers, what each entry of the tape gave
    returns slopes : list or array, as long as values: d(last value) / d(values[k]) at place k
    """
    slopes = [0.0] * len(values)
    slopes[-1] = 1.0
    for k in range(len(values) - 1, -1, -1):
        operation, i, j = tape[k]
        if operation == "add":
            slopes[i] += slopes[k]
            slopes[j] += slopes[k]
        if operation == "mul":
            slopes[i] += slopes[k] * values[j]
            slopes[j] += slopes[k] * values[i]
        if operation == "tanh":
            slopes[i] += slopes[k] * (1 - values[k] ** 2)
    return slopes


_IN = ("input", None, None)


def _program(inputs, *operations):
    """(tape, values) of a program: its inputs, then its operations."""
    tape, values = [_IN] * len(inputs) + list(operations), list(inputs)
    for operation, i, j in operations:
        if operation == "tanh":
            values.append(float(np.tanh(values[i])))
        else:
            values.append(values[i] + values[j] if operation == "add" else values[i] * values[j])
    return tape, values


def _params(seed, *sizes):
    params = {}
    for l, (n_prev, n) in enumerate(zip(sizes, sizes[1:]), 1):
        params |= {
            f"W{l}": numbers(seed + 2 * l, n, n_prev),
            f"b{l}": numbers(seed + 2 * l + 1, n, 1),
        }
    return params


_SIZES = ((2, 3, 1), (3, 3, 2), (4, 2, 3, 2), (3, 2), (2, 2, 2))

# What a gradient becomes when it is divided by the outputs, too.
_PARTS = {3: "a third", 4: "a quarter", 5: "a fifth", 6: "a sixth", 8: "an eighth"}


def framework_rates(m, rate, outputs, penalty):
    """What the exercise says about m examples, that learning rate, and lambda = penalty."""
    summed, squared, decay = round(rate / m, 6), round(rate * outputs, 6), penalty / m
    return {
        "question": (
            f"Here: m = {m} examples, learning rate {rate}, the cost is a mean over the examples. "
            "(1) A framework's loss is the sum over the examples: which rate makes the same steps? "
            f"(2) With {outputs} outputs and squared errors, the sum is divided by m here, and by "
            "the number of all entries in the framework: which rate makes the same steps there? "
            "(3) The penalty here is lambda / (2m) times the sum of the squared weights, with "
            f"lambda = {penalty}; the framework adds weight_decay * W to dW: which weight_decay is "
            "the same?"
        ),
        "value": {"sum_rate": summed, "squared_rate": squared, "weight_decay": decay},
        "misconceptions": (
            (
                {"sum_rate": rate},
                f"Summed gradients are {m} times as long, so with {rate} the steps "
                f"are {m} times too long.",
            ),
            (
                {"sum_rate": rate * m},
                "The wrong way: the gradients have become longer, so the rate must become smaller.",
            ),
            ({"sum_rate": 1 / m}, f"This is 1/m. The rate {rate} belongs in it, too."),
            (
                {"sum_rate": rate / outputs},
                f"The outputs do not count here. The sum is over {m} examples.",
            ),
            (
                {"sum_rate": rate / (m * outputs)},
                "Divided by the outputs, too. The sum over the outputs is the same here and there.",
            ),
            ({"sum_rate": summed / 2}, "A factor 2 too much: nothing is halved here."),
            ({"sum_rate": 10 * summed}, f"{m}, not {m // 10}: one zero is missing."),
            (
                {"sum_rate": rate / m**0.5},
                f"Divided by the root of m. A sum of {m} terms is {m} times their mean.",
            ),
            (
                {"squared_rate": rate},
                f"The framework divides by {outputs} m, so its gradients are {_PARTS[outputs]} "
                "as long, and with the same rate so are the steps.",
            ),
            (
                {"squared_rate": rate / outputs},
                "The wrong way: the gradients have become shorter, so the rate must become larger.",
            ),
            (
                {"squared_rate": rate / 2},
                "The 2 of the square is the same here and there. What differs "
                "is the number that is divided by.",
            ),
            (
                {"squared_rate": 2 * rate},
                "The 2 of the square is the same here and there. The entries "
                f"are {outputs} m, the examples m.",
            ),
            (
                {"squared_rate": squared * m},
                f"Both are means over the examples; only the {outputs} is new.",
            ),
            (
                {"squared_rate": summed},
                "This divides by the examples. Both do that; they differ by the outputs.",
            ),
            (
                {"squared_rate": 2 * squared},
                "A factor 2 too much: the 2 of the square is the same here and there.",
            ),
            ({"squared_rate": rate + outputs}, f"The {outputs} is a factor, not an addend."),
            (
                {"squared_rate": rate / (m * outputs)},
                "This divides by all entries. The framework has done that "
                "already; make up for the outputs.",
            ),
            (
                {"weight_decay": float(penalty)},
                f"lambda itself is {m} times too strong: here it is divided by m.",
            ),
            (
                {"weight_decay": decay / 2},
                "The slope of w² is 2 w, so the 2 below the fraction line goes: lambda / m.",
            ),
            (
                {"weight_decay": 2 * decay},
                "A factor 2 too much: 2 w times lambda / (2m) is lambda / m times w.",
            ),
            ({"weight_decay": float(penalty * m)}, "Divide by m, do not multiply."),
            (
                {"weight_decay": summed * penalty},
                "The rate is multiplied in the step, there as here. It "
                "does not belong in weight_decay.",
            ),
            ({"weight_decay": 1 / m}, "This is 1/m. lambda is missing."),
            (
                {"weight_decay": decay / rate},
                "Divided by the rate. The framework multiplies by it in the step, as it does here.",
            ),
            (
                {"weight_decay": penalty / 2},
                "Divided by 2, but not by m. The slope of lambda / (2m) w² is lambda / m times w.",
            ),
        ),
        "explanation": (
            f"A sum is {m} times the mean, so the rate is {rate} / {m}. The mean over {outputs} "
            f"outputs, too, is {_PARTS[outputs]}: {rate} * {outputs}. The slope of lambda / (2m) "
            f"w^2 is lambda / m w: {penalty} / {m}."
        ),
        "hints": (
            "Write each gradient here and there. By which factor do they differ?",
            "If the gradient has become k times as long, the rate must become k times smaller. "
            "What is the slope of w² ?",
            f"Sum instead of mean: the factor m. Mean over outputs, too: the factor 1/{outputs}. "
            "lambda / (2m) w² has the slope lambda / m w.",
        ),
    }


def linear_start(inputs, units):
    """What the exercise says about a layer of that size; its numbers have three or four digits."""
    k, he, deviation = inputs**-0.5, (2 / inputs) ** 0.5, (3 * inputs) ** -0.5
    bound = round(k, 4)
    return {
        "question": (
            f"torch.nn.Linear({inputs}, {units}) has {inputs} inputs and {units} units. Its "
            "weights are drawn evenly between -k and k, with k = 1 / (root of n_in). What is the "
            "bound k? What is the standard deviation of a weight (evenly between -k and k it is "
            "k / root of 3)? How many times as large is He's variance, 2 / n_in? Three digits are "
            "enough."
        ),
        "value": {"bound": bound, "deviation": round(deviation, 4), "times": 6.0},
        "misconceptions": (
            ({"bound": round(1 / inputs, 5)}, "This is 1 / n_in. The root is missing."),
            (
                {"bound": round(units**-0.5, 4)},
                f"This is taken from the {units} outputs. n_in is the number of inputs.",
            ),
            ({"bound": round(he, 4)}, "This is He's deviation, the root of 2 / n_in."),
            (
                {"bound": round((6 / (inputs + units)) ** 0.5, 4)},
                "This is the bound of Glorot, from inputs and outputs. PyTorch's "
                "looks at the inputs alone.",
            ),
            (
                {"bound": round(inputs**0.5, 2)},
                "This is the root of n_in. k is 1 divided by it.",
            ),
            (
                {"bound": round((6 / inputs) ** 0.5, 4)},
                "This is the root of 6 / n_in, a bound that has He's variance.",
            ),
            (
                {"bound": round((inputs + units) ** -0.5, 4)},
                "Inputs and outputs were added. Only the inputs count.",
            ),
            (
                {"bound": round(2 * k, 4)},
                "This is the whole width from -k to k. k is half of it.",
            ),
            (
                {"deviation": bound},
                "This is the bound k. Most weights are nearer to 0 than it: "
                "divide by the root of 3.",
            ),
            (
                {"deviation": round(k / 2, 4)},
                "Half the bound is the mean distance from 0. The standard "
                "deviation is k / root of 3.",
            ),
            (
                {"deviation": round(k / 3, 5)},
                "Divided by 3. It is the variance that is k² / 3; the deviation is k / root of 3.",
            ),
            (
                {"deviation": round(deviation**2, 5)},
                "This is the variance. Take the root.",
            ),
            (
                {"deviation": round(k / 2**0.5, 4)},
                "Divided by the root of 2. For numbers spread evenly it is the root of 3.",
            ),
            (
                {"deviation": round(2 * deviation, 4)},
                "The whole width was divided by the root of 3. Take k, half of it.",
            ),
            ({"deviation": round(he, 4)}, "This is He's deviation, the root of 2 / n_in."),
            (
                {"times": 2.0},
                "2 / n_in against 1 / n_in. But PyTorch's variance is k² / 3, that "
                "is 1 / (3 n_in).",
            ),
            ({"times": 3.0}, "The 2 of He is missing: 2 / n_in against 1 / (3 n_in)."),
            (
                {"times": float(np.sqrt(6))},
                "This is the quotient of the deviations. The question is about the variances.",
            ),
            (
                {"times": 1 / 6},
                "This is PyTorch's variance divided by He's. The question is the other way round.",
            ),
            (
                {"times": 2 / 3},
                "The 3 stands below the fraction line of PyTorch's variance, "
                "1 / (3 n_in), so it multiplies.",
            ),
            ({"times": 1.5}, "2 / n_in against 1 / (3 n_in): the 3 multiplies."),
            (
                {"times": 36.0},
                "This is squared once too often: 6 is the quotient of the variances already.",
            ),
            ({"times": 12.0}, "A factor 2 too much: 2 / n_in against 1 / (3 n_in)."),
        ),
        "explanation": (
            f"k = 1 / sqrt({inputs}) = {bound}, the deviation k / sqrt(3) = 1/{1 / deviation:.3g}, "
            f"and (2 / {inputs}) / (1 / {3 * inputs}) = 6."
        ),
        "hints": (
            f"Which of the two numbers of Linear({inputs}, {units}) is n_in?",
            "The variance is the deviation squared: k² / 3.",
            f"k is 1 / sqrt({inputs}). Square k / sqrt(3), and divide 2/{inputs} by it.",
        ),
    }


EXERCISES = (
    FunctionExercise(
        name="to_rows",
        page=PAGE,
        title="parameters for a framework, where examples are rows",
        reference=my_to_rows,
        cases=tuple((_params(10 * k, *sizes),) for k, sizes in enumerate(_SIZES)),
        misconceptions=(
            slip(
                'params[f"W{l}"].T',
                'params[f"W{l}"]',
                says="The weights are not transposed. With examples in rows the product is "
                "rows @ kernel, so a kernel has a row for each input.",
            ),
            slip(
                'params[f"W{l}"].T',
                'params[f"W{l}"].reshape(params[f"W{l}"].shape[::-1])',
                says="reshape keeps the order of the numbers and only breaks the lines elsewhere. "
                "Rows become columns with .T.",
            ),
            slip(
                'params[f"b{l}"][:, 0]',
                'params[f"b{l}"]',
                says="The biases are still columns (n, 1). A framework's bias has one axis, (n,): "
                "added to rows, a column would go along the wrong axis.",
            ),
            slip(
                'params[f"b{l}"][:, 0]',
                'params[f"b{l}"].T',
                says="A transposed column is a row (1, n), still with two axes. The bias has "
                "one, (n,).",
            ),
            slip(
                'params[f"W{l}"].T',
                'params[f"W{l}"]',
                'params[f"b{l}"][:, 0]',
                'params[f"b{l}"]',
                says="Only the names are new. The weights have to be transposed, and the biases "
                "lose their second axis.",
            ),
            slip(
                'params[f"b{l}"][:, 0]',
                'params[f"b{l}"][0]',
                says="[0] takes the first bias only. All of them without the second axis: [:, 0].",
            ),
            slip(
                'params[f"b{l}"][:, 0]',
                'np.sum(params[f"b{l}"])',
                says="The biases are added up. Each unit keeps its own; only the axis goes.",
            ),
            slip(
                'params[f"W{l}"].T',
                'params[f"W{l}"].ravel()',
                says="The weights have lost their rows and columns. Transpose them.",
            ),
            slip(
                'params[f"W{l}"].T',
                'params[f"W{l}"][::-1].T',
                says="The units stand in reverse order. .T alone is enough.",
            ),
            slip(
                'params[f"b{l}"][:, 0]',
                'params[f"b{l}"][::-1, 0]',
                says="The biases stand in reverse order, so each unit has another's.",
            ),
            slip(
                'params[f"b{l}"][:, 0]',
                'np.zeros(len(params[f"b{l}"]))',
                says="The biases are zero: only the weights are carried over.",
            ),
            slip(
                'params[f"W{l}"].T',
                'params[f"W{l}"].T / params[f"W{l}"].shape[1] ** 0.5',
                says="The weights are scaled. Carrying over changes their places, not their "
                "values.",
            ),
            slip(
                'params[f"W{l}"].T',
                '-params[f"W{l}"].T',
                says="The weights have changed their sign.",
            ),
            slip(
                'params[f"W{l}"].T',
                'np.vstack([params[f"W{l}"].T, params[f"b{l}"].T])',
                says="The biases are put below the weights as one more row. A kernel has the "
                "weights alone.",
            ),
            slip(
                "range(1, len(params) // 2 + 1)",
                "range(1, 2)",
                says="Only the first layer is carried over. There are as many layers as pairs "
                "of W and b.",
            ),
            slip(
                "range(1, len(params) // 2 + 1)",
                "range(1, len(params) // 2)",
                says="The last layer is missing: range stops before its end.",
            ),
            slip(
                'layers[f"kernel{l}"]',
                'layers[f"kernel{l - 1}"]',
                'layers[f"bias{l}"]',
                'layers[f"bias{l - 1}"]',
                says="The layers are counted from 0. Here the first is layer 1, as in W1.",
            ),
            slip(
                'layers[f"kernel{l}"]',
                'layers[f"W{l}"]',
                'layers[f"bias{l}"]',
                'layers[f"b{l}"]',
                says="The keys are still W1, b1. The new ones are kernel1, bias1.",
            ),
            slip(
                'params[f"W{l}"]',
                'params[f"W{len(params) // 2 + 1 - l}"]',
                'params[f"b{l}"]',
                'params[f"b{len(params) // 2 + 1 - l}"]',
                says="The layers stand in reverse order: kernel1 is the first layer's.",
            ),
            slip(
                "return layers",
                'return [v for k, v in layers.items() if k[0] == "k"], '
                '[v for k, v in layers.items() if k[0] == "b"]',
                says="These are two lists. The result is a dict with kernel1, bias1, ...",
            ),
        ),
        hints=(
            "Write the product for examples in rows and look at the shapes: "
            "(m, n_0) @ (?, ?) is (m, n_1).",
            "The transposed of W X is X^T W^T. And a bias with one axis is added to each row.",
            "For each layer: the matrix .T, and of the column all entries of its only column.",
        ),
        remark="PyTorch's Linear is a special case: it stores W as it is here, and transposes "
        "it when it multiplies.",
    ),
    FunctionExercise(
        name="from_rows",
        page=PAGE,
        title="parameters from a framework, in the form of this course",
        reference=my_from_rows,
        cases=tuple((my_to_rows(_params(100 + 10 * k, *s)),) for k, s in enumerate(_SIZES)),
        misconceptions=(
            slip(
                'layers[f"kernel{l}"].T',
                'layers[f"kernel{l}"]',
                says="The kernels are not transposed. W has a row for each unit of its layer.",
            ),
            slip(
                'layers[f"kernel{l}"].T',
                'layers[f"kernel{l}"].reshape(layers[f"kernel{l}"].shape[::-1])',
                says="reshape keeps the order of the numbers and only breaks the lines elsewhere. "
                "Rows become columns with .T.",
            ),
            slip(
                'layers[f"bias{l}"].reshape(-1, 1)',
                'layers[f"bias{l}"]',
                says="The biases have one axis, (n,), and .T would not change that. Here they "
                "are columns, (n, 1): with (n,) they would be added along the examples.",
            ),
            slip(
                'layers[f"bias{l}"].reshape(-1, 1)',
                'layers[f"bias{l}"].reshape(1, -1)',
                says="The biases are rows, (1, n). Here they are columns, (n, 1).",
            ),
            slip(
                'layers[f"kernel{l}"].T',
                'layers[f"kernel{l}"]',
                'layers[f"bias{l}"].reshape(-1, 1)',
                'layers[f"bias{l}"]',
                says="Only the names are new. The kernels have to be transposed, and the biases "
                "become columns.",
            ),
            slip(
                'layers[f"kernel{l}"].T',
                '-layers[f"kernel{l}"].T',
                says="The weights have changed their sign.",
            ),
            slip(
                'layers[f"bias{l}"].reshape(-1, 1)',
                '-layers[f"bias{l}"].reshape(-1, 1)',
                says="The biases have changed their sign.",
            ),
            slip(
                'layers[f"kernel{l}"].T',
                'layers[f"kernel{l}"].ravel()',
                says="The weights have lost their rows and columns. Transpose them.",
            ),
            slip(
                'layers[f"kernel{l}"].T',
                'layers[f"kernel{l}"].T[::-1]',
                says="The units stand in reverse order. .T alone is enough.",
            ),
            slip(
                'layers[f"kernel{l}"].T',
                'layers[f"kernel{l}"][::-1].T',
                says="The inputs stand in reverse order. .T alone is enough.",
            ),
            slip(
                'layers[f"bias{l}"].reshape(-1, 1)',
                'layers[f"bias{l}"][::-1].reshape(-1, 1)',
                says="The biases stand in reverse order, so each unit has another's.",
            ),
            slip(
                'layers[f"bias{l}"].reshape(-1, 1)',
                'np.zeros((len(layers[f"bias{l}"]), 1))',
                says="The biases are zero: only the weights are carried over.",
            ),
            slip(
                'layers[f"bias{l}"].reshape(-1, 1)',
                'layers[f"bias{l}"][:1].reshape(1, 1)',
                says="Only the first bias is kept. Each unit has its own.",
            ),
            slip(
                'layers[f"bias{l}"].reshape(-1, 1)',
                'np.sum(layers[f"bias{l}"])',
                says="The biases are added up. Each unit keeps its own, in a column.",
            ),
            slip(
                "range(1, len(layers) // 2 + 1)",
                "range(1, 2)",
                says="Only the first layer is carried over. There are as many layers as pairs "
                "of kernel and bias.",
            ),
            slip(
                "range(1, len(layers) // 2 + 1)",
                "range(1, len(layers) // 2)",
                says="The last layer is missing: range stops before its end.",
            ),
            slip(
                'params[f"W{l}"]',
                'params[f"W{l - 1}"]',
                'params[f"b{l}"]',
                'params[f"b{l - 1}"]',
                says="The layers are counted from 0. Here the first is layer 1: W1, b1.",
            ),
            slip(
                'params[f"W{l}"]',
                'params[f"kernel{l}"]',
                'params[f"b{l}"]',
                'params[f"bias{l}"]',
                says="The keys are still kernel1, bias1. The course's are W1, b1.",
            ),
            slip(
                'params[f"W{l}"]',
                'params[f"w{l}"]',
                says="The keys of the weights are W1, W2, with a capital letter.",
            ),
            slip(
                'layers[f"kernel{l}"]',
                'layers[f"kernel{len(layers) // 2 + 1 - l}"]',
                'layers[f"bias{l}"]',
                'layers[f"bias{len(layers) // 2 + 1 - l}"]',
                says="The layers stand in reverse order: W1 is from kernel1.",
            ),
        ),
        hints=(
            "It is the way of the exercise before, backward. Which shape has b1 in this course?",
            ".T changes nothing in an array with one axis. How do you make a column of it?",
            "For each layer: the kernel .T, and the bias with reshape(-1, 1).",
        ),
        remark="Both ways change places only, no value: there and back is the same to the last "
        "bit.",
    ),
    FunctionExercise(
        name="tape_backward",
        page=PAGE,
        title="the derivatives of a program, from its tape",
        reference=my_tape_backward,
        cases=(
            _program((2.0, 3.0), ("mul", 0, 1), ("add", 2, 0)),
            _program((0.5, -1.5, 0.25), ("mul", 0, 1), ("add", 3, 2), ("tanh", 4, None)),
            _program((1.5, 0.5), ("mul", 0, 0), ("add", 2, 2), ("tanh", 1, None), ("mul", 3, 4)),
            _program(
                (0.3, -0.7), ("tanh", 0, None), ("mul", 2, 1), ("tanh", 3, None), ("mul", 4, 2)
            ),
            _program(
                (0.4, -0.6, 0.8, 1.2),
                *(("mul", 0, 1), ("tanh", 4, None), ("mul", 5, 2), ("mul", 5, 3)),
                *(("add", 6, 7), ("mul", 8, 8)),
            ),
            _program((0.9,), ("tanh", 0, None), ("mul", 1, 0), ("add", 2, 1)),
            _program((0.6, 1.7), ("add", 0, 1), ("mul", 2, 0), ("mul", 3, 1), ("add", 4, 2)),
        ),
        misconceptions=(
            slip(
                "slopes[i] += slopes[k]\n",
                "slopes[i] = slopes[k]\n",
                "slopes[j] += slopes[k]\n",
                "slopes[j] = slopes[k]\n",
                "slopes[i] += slopes[k] * values[j]",
                "slopes[i] = slopes[k] * values[j]",
                "slopes[j] += slopes[k] * values[i]",
                "slopes[j] = slopes[k] * values[i]",
                "slopes[i] += slopes[k] * (1",
                "slopes[i] = slopes[k] * (1",
                says="= forgets what came in on other paths. Where a value is used twice, its "
                "slopes add: +=.",
            ),
            slip(
                "range(len(values) - 1, -1, -1)",
                "range(len(values))",
                says="From front to back: the slopes behind an operation are not known yet when "
                "its turn comes. Begin at the end.",
            ),
            slip(
                "slopes[k] * values[j]",
                "slopes[k] * values[i]",
                "slopes[j] += slopes[k] * values[i]",
                "slopes[j] += slopes[k] * values[j]",
                says="In a product each factor's slope is the *other* factor.",
            ),
            slip(
                "slopes[j] += slopes[k] * values[i]",
                "slopes[j] += slopes[k] * values[j]",
                says="In a product the second factor's slope is the first factor.",
            ),
            slip(
                "slopes[k] * values[j]",
                "values[j]",
                "slopes[j] += slopes[k] * values[i]",
                "slopes[j] += values[i]",
                says="In mul the slope behind the operation, slopes[k], is missing: along a path "
                "slopes multiply.",
            ),
            slip(
                "slopes[k] * (1 - values[k] ** 2)",
                "1 - values[k] ** 2",
                says="In tanh the slope behind the operation, slopes[k], is missing: along a path "
                "slopes multiply.",
            ),
            slip(
                "slopes[i] += slopes[k]\n",
                "slopes[i] += 1\n",
                "slopes[j] += slopes[k]\n",
                "slopes[j] += 1\n",
                says="A sum passes on the slope behind it, slopes[k]. It is 1 only at the end.",
            ),
            slip(
                "values[k] ** 2",
                "values[i] ** 2",
                says="tanh' is 1 - a² with a = tanh(z), which is values[k]; values[i] is z.",
            ),
            slip(
                "values[k] ** 2",
                "np.tanh(values[k]) ** 2",
                says="values[k] is the tanh already; here it is taken once more.",
            ),
            slip(
                "(1 - values[k] ** 2)",
                "values[k] * (1 - values[k])",
                says="This is the sigmoid's slope. That of tanh is 1 - a².",
            ),
            slip(
                "values[k] ** 2",
                "values[k]",
                says="The slope of tanh is 1 - a², with the square.",
            ),
            slip(
                "(1 - values[k] ** 2)",
                "(1 + values[k] ** 2)",
                says="The slope of tanh is 1 - a²: it falls where the curve bends.",
            ),
            slip(
                "slopes[k] * (1 - values[k] ** 2)",
                "slopes[k]",
                says="tanh passes the slope on unchanged here. Multiply by 1 - a².",
            ),
            slip(
                "slopes[i] += slopes[k] * (1 - values[k] ** 2)",
                "pass",
                says="In tanh the input gets no slope. Hand it slopes[k] times 1 - a².",
            ),
            slip(
                "(1 - values[k] ** 2)",
                "values[k]",
                says="This multiplies by tanh itself. Its slope is 1 - a².",
            ),
            slip(
                "slopes[-1] = 1.0",
                "slopes[-1] = 0.0",
                says="The slope of the last value for itself is 1; with 0 nothing comes back.",
            ),
            slip(
                "slopes[-1] = 1.0",
                "slopes[-1] = values[-1]",
                says="The pass begins with the last value. It begins with its slope for itself: 1.",
            ),
            slip(
                "slopes[-1] = 1.0",
                "slopes[0] = 1.0",
                says="The 1 stands at the first value. The slopes are those of the last one.",
            ),
            slip(
                "[0.0] * len(values)",
                "[1.0] * len(values)",
                says="All slopes begin with 1. Only the last does; the others are sums that "
                "begin with 0.",
            ),
            slip(
                "slopes[i] += slopes[k]\n",
                "slopes[i] += slopes[k] * values[i]\n",
                "slopes[j] += slopes[k]\n",
                "slopes[j] += slopes[k] * values[j]\n",
                says="A sum has the slope 1 for both of its parts, whatever they are.",
            ),
            slip(
                "            slopes[j] += slopes[k]\n",
                "",
                says="In add only the first part gets its slope.",
            ),
            slip(
                "            slopes[j] += slopes[k] * values[i]\n",
                "",
                says="In mul only the first factor gets its slope.",
            ),
            slip(
                "slopes[k] * values[j]",
                "slopes[k]",
                "slopes[j] += slopes[k] * values[i]",
                "slopes[j] += slopes[k]",
                says="A product is treated like a sum. Each factor's slope is the other factor.",
            ),
            slip(
                "slopes[k] * values[j]",
                "slopes[k] * values[k]",
                "slopes[j] += slopes[k] * values[i]",
                "slopes[j] += slopes[k] * values[k]",
                says="The slopes are multiplied by the product itself. Each factor's slope is the "
                "other factor.",
            ),
            slip(
                "range(len(values) - 1, -1, -1)",
                "range(len(values) - 2, -1, -1)",
                says="The pass begins one step too early: the last operation is left out, so "
                "nothing comes back.",
            ),
            slip(
                "slopes[j] += slopes[k]\n",
                "slopes[j] -= slopes[k]\n",
                says="A sum has the slope +1 for both of its parts.",
            ),
            slip(
                "return slopes",
                "return slopes[0]",
                says="This is one slope. All are wanted, in the order of the values.",
            ),
            slip(
                "return slopes",
                "return slopes[::-1]",
                says="The slopes stand in reverse order. Give them in the order of the values.",
            ),
            slip(
                "return slopes",
                "return list(values)",
                says="These are the values, not the slopes.",
            ),
        ),
        hints=(
            "The last value's slope for itself is 1. Which slopes can be computed from it?",
            "Go through the tape from its end. Each operation hands slopes[k] times its own slope "
            "to its inputs; where two paths meet, they add.",
            "add hands slopes[k] to both, mul slopes[k] times the other factor, tanh slopes[k] "
            "times 1 minus the square of values[k]; always with +=.",
        ),
        remark="This loop is what loss.backward() runs: PyTorch's tape is its graph of grad_fn.",
    ),
    ValueExercise(
        name="framework_rates",
        page=PAGE,
        title="rates and penalties in a framework's bookkeeping",
        answer_name="translated",
        tolerance=4e-3,
        **framework_rates(m=400, rate=0.8, outputs=4, penalty=6),
        family=Family(
            framework_rates,
            {
                "m": (200, 250, 400, 500, 800, 1000),
                "rate": (0.2, 0.3, 0.4, 0.6, 0.7, 0.8, 0.9),
                "outputs": tuple(_PARTS),
                "penalty": (3, 4, 5, 6, 7, 8, 9),
            },
        ),
    ),
    FunctionExercise(
        name="logits_cost",
        page=PAGE,
        title="cross-entropy from scores in rows, stable",
        reference=my_logits_cost,
        cases=(
            (np.log([[1.0, 2.0, 5.0], [4.0, 1.0, 1.0]]), np.array([2, 1])),
            (numbers(1, 4, 3), np.array([0, 2, 2, 1])),
            (2 * numbers(2, 3, 5), np.array([4, 0, 3])),
            (numbers(3, 5, 2) + 3, np.array([1, 1, 0, 1, 0])),
            (np.array([[1000.0, 0.0, 998.0], [-2.0, -1000.0, 1.0]]), np.array([2, 1])),
            (np.array([[0.0, 50.0], [-900.0, -901.0], [1.0, 2.0]]), np.array([0, 1, 1])),
            (numbers(4, 4, 4) - 2, np.array([3, 1, 0, 0])),
        ),
        misconceptions=(
            slip(
                "top = np.max(Z, axis=1)",
                "top = np.zeros(len(Z))",
                says="e^1000 is too large for the computer, and the logarithm of a sum of zeros "
                "is infinite. Subtract the largest score of each row before the power, and add it "
                "again after the logarithm.",
            ),
            slip(
                "log_sums = np.log(np.sum(powers, axis=1)) + top",
                "a = powers / np.sum(powers, axis=1, keepdims=True)",
                "np.mean(log_sums - true_scores)",
                "-np.mean(np.log(a[np.arange(len(labels)), labels]))",
                says="Softmax first, then the logarithm: a probability too small for the computer "
                "has become 0, and log 0 is infinite. Stay with the scores: the logarithm of the "
                "quotient is a difference.",
            ),
            slip(
                "log_sums = np.log(np.sum(powers, axis=1)) + top",
                "a = powers / np.sum(powers, axis=1, keepdims=True)",
                "np.mean(log_sums - true_scores)",
                "-np.mean(np.log(a[np.arange(len(labels)), labels] + 1e-8))",
                says="A small number in the logarithm hides the infinity and changes the cost: "
                "no loss can be above 18.4. With the scores none is needed.",
            ),
            slip(
                "np.mean(log_sums - true_scores)",
                "np.sum(log_sums - true_scores)",
                says="This is the sum of the losses. The cost is their mean.",
            ),
            slip(
                "log_sums - true_scores",
                "true_scores - log_sums",
                says="The sign is flipped: the loss is the log-sum minus the true score, and "
                "never negative.",
            ),
            slip(
                "np.mean(log_sums - true_scores)",
                "log_sums - true_scores",
                says="These are the losses of the examples. The cost is their mean.",
            ),
            slip(
                "np.mean(log_sums - true_scores)",
                "np.sum(log_sums - true_scores) / Z.size",
                says="Divided by all entries of Z. There is one loss for each row: divide by m.",
            ),
            slip(
                "np.mean(log_sums - true_scores)",
                "np.sum(log_sums - true_scores) / Z.shape[1]",
                says="Divided by the number of classes. The mean is taken over the rows, m.",
            ),
            slip(
                "np.mean(log_sums - true_scores)",
                "np.sum(log_sums[:, np.newaxis] - Z) / len(labels)",
                says="All classes are counted. Only the true class of each row has a loss.",
            ),
            slip(
                "Z[np.arange(len(labels)), labels]",
                "Z[:, labels]",
                "np.mean(log_sums - true_scores)",
                "np.mean(log_sums[:, np.newaxis] - true_scores)",
                says="Z[:, labels] takes whole columns. One entry of each row is wanted: rows "
                "np.arange(m), columns labels.",
            ),
            slip(
                "Z[np.arange(len(labels)), labels]",
                "top",
                says="This is the loss of the class with the largest score. The label says which "
                "class is meant.",
            ),
            slip(
                "np.log(np.sum(powers, axis=1)) + top",
                "np.log(np.sum(powers, axis=1))",
                says="What was subtracted before the power has to be added after the logarithm, "
                "or subtracted from the true score, too.",
            ),
            slip(
                "np.log(np.sum(powers, axis=1)) + top",
                "np.log(np.sum(powers, axis=1)) + 2 * top",
                says="The largest score is added twice.",
            ),
            slip(
                "np.log(np.sum(powers, axis=1)) + top",
                "np.sum(powers, axis=1) + top",
                says="The logarithm of the sum is missing.",
            ),
            slip(
                "np.log(np.sum(powers, axis=1)) + top",
                "np.log10(np.sum(powers, axis=1)) + top",
                says="This is log10. The natural logarithm belongs to powers of e.",
            ),
            slip(
                "np.log(np.sum(powers, axis=1)) + top",
                "top",
                says="The largest score alone is only near the log-sum. Add the logarithm of the "
                "sum of the powers.",
            ),
            slip(
                "np.mean(log_sums - true_scores)",
                "-np.mean(true_scores)",
                says="The log-sum is missing: the scores alone are no loss, for all of them could "
                "be raised.",
            ),
            slip(
                "Z[np.arange(len(labels)), labels]",
                "Z[np.arange(len(labels)), labels - 1]",
                says="The labels are counted from 1 here. They start at 0.",
            ),
            slip(
                "top = np.max(Z, axis=1)",
                "Z = np.exp(Z - np.max(Z, axis=1, keepdims=True))\n"
                "    Z = Z / np.sum(Z, axis=1, keepdims=True)\n"
                "    top = np.max(Z, axis=1)",
                says="Softmax is taken twice: the loss takes scores, and makes the probabilities "
                "itself.",
            ),
            slip(
                "np.mean(log_sums - true_scores)",
                "np.mean(np.sum((powers / np.sum(powers, axis=1, keepdims=True) "
                "- np.eye(Z.shape[1])[labels]) ** 2, axis=1))",
                says="This is a squared error. The loss is minus the logarithm of the true "
                "class's probability.",
            ),
            slip(
                "np.sum(powers, axis=1)",
                "np.sum(powers)",
                says="One sum for all examples. Each row has its own.",
            ),
            slip(
                "top = np.max(Z, axis=1)",
                "top = np.full(len(Z), np.max(Z))",
                says="The largest score of all is subtracted. In a row far below it all powers "
                "become 0. Each row has its own largest score.",
            ),
            slip(
                "top = np.max(Z, axis=1)",
                "top = np.max(Z, axis=0)",
                "np.exp(Z - top[:, np.newaxis])",
                "np.exp(Z - top)",
                "np.log(np.sum(powers, axis=1)) + top",
                "(np.log(np.sum(powers, axis=0)) + top)[labels]",
                says="Columns are normalized, as on page 08. Here an example is a row: axis 1.",
            ),
        ),
        hints=(
            "Page 08: the loss is log(sum of e^z) - z of the true class. Which axis holds the "
            "scores of one example here?",
            "log(sum of e^z) = t + log(sum of e^(z - t)) for every t. Which t is safe?",
            "np.max, np.exp, np.sum and np.log along axis 1; then Z[np.arange(m), labels], and "
            "the mean of the differences.",
        ),
        remark="It takes scores, so the network's last layer has no softmax: frameworks call such "
        "scores logits.",
    ),
    ValueExercise(
        name="linear_start",
        page=PAGE,
        title="how PyTorch starts a layer",
        answer_name="torch_start",
        tolerance=4e-3,
        **linear_start(inputs=300, units=100),
        family=Family(
            linear_start,
            {
                # Three digits tell every mistake from the others.
                "inputs": tuple(range(136, 284, 4)),
                "units": (580, 600, 620, 640, 660, 680, 700),
            },
        ),
    ),
)
