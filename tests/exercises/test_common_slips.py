"""The cases of every exercise tell each slip of the common kind from the right answer."""

import pytest

from nnhelpers.exercises import EXERCISES
from nnhelpers.exercises.common_slips import common_slips
from nnhelpers.exercises.function_exercise import FunctionExercise

pytestmark = pytest.mark.slow

FUNCTIONS = [e for e in EXERCISES.values() if isinstance(e, FunctionExercise)]

# Slips that change nothing: the last axis is the second one, m can be read off another array, a
# sigmoid with the other sign has the same slope, and what the course leaves open may be either.
ANY_AXIS = "-1 stands where 1 belongs"
HARMLESS = {
    "squared_error": {  # the square has no sign, and there are as many prices of both kinds
        "a difference is taken the wrong way round",
        "predicted stands where prices belongs",
    },
    "error_slopes": {"prices stands where sizes belongs"},  # as many of them
    "columns_from_rows": {"2 stands where 1 belongs"},  # reshape takes any negative number
    "percent_of_calories": {"an axis is lost: keepdims=True keeps it"},  # (m,) counts as a row
    "repair_all_differences": {"2 stands where 1 belongs", "v stands where column belongs"},
    "squared_distances": {"a difference is taken the wrong way round"},  # it is squared
    "graph_backward": {  # a sum hands a slope on: the three are equal
        f"{one} stands where {other} belongs"
        for one in ("da", "du", "dv")
        for other in ("da", "du", "dv")
    },
    "cut_batches": {  # the number of places is the same
        "order + 1 stands where order belongs",
        "order - 1 stands where order belongs",
    },
    "moving_average": {  # every place is filled, and their number is the same
        "ones stands where zeros belongs",
        "values + 1 stands where values belongs",
        "values - 1 stands where values belongs",
    },
    "image_to_vector": {"2 stands where 1 belongs"},  # reshape takes any negative number
    "logistic_cost": {"Y.size stands where Y.shape[1] belongs", "A stands where Y belongs"},
    "logistic_gradients": {"A stands where X belongs", "Y stands where X belongs"},
    "vectorize_loop": {"Y stands where X belongs"},
    "predict_labels": {"exp2 stands where exp belongs"},  # the sign of z alone decides
    "repair_average_gradient": {
        "Y stands where X belongs",  # n_x is not used any more
        "@ stands where * belongs",  # (1, 1) times a row
        "-1 stands where 0 belongs",
    },
    "stack_neurons": {"2 stands where 1 belongs"},
    "disagreement": {"mean is left out"},  # the mean of equally long rows is the mean of all
    "best_strength": {"sum stands where mean belongs"},  # as many starts for each strength
    "linear_backward": {"A_prev stands where dZ belongs"},
    "activation_backward": {"a minus is missing"},
    "deep_forward": {"X stands where A belongs", "!= stands where < belongs"},
    "deep_backward": {"cache stands where params belongs", "A stands where Z belongs"},
    "repair_network_gradients": {  # for one output, which is what it asks for
        "Y.size stands where Y.shape[1] belongs",
        "so that everything is taken",
        "* stands where the matrix product @ belongs",
    },
    "numerical_gradient": {"ones stands where zeros belongs", "gradient stands where W belongs"},
    "gradient_check": {"a difference is taken the wrong way round"},
    "repair_layer_backward": {
        "A_prev stands where Z belongs",
        "dA stands where Z belongs",
        ">= stands where > belongs",  # its docstring says nothing of 0
    },
    "sigmoid_derivative": {"a minus is missing"},
    "leaky_relu": {">= stands where > belongs"},
    "early_stop": {  # the place of the lowest cost, whatever is added to all of them
        "-1 stands where 1 belongs",
        "1 stands where 0 belongs",
        "validation_costs - 1 stands where validation_costs belongs",
        "validation_costs + 1 stands where validation_costs belongs",
    },
    "chain_slope": {"a minus is missing"},
    "train_from_scratch": {
        "Y stands where X belongs",
        "updated stands where params belongs",
        "l stands where L belongs",  # after the loop l is L
        "!= stands where < belongs",
        "!= stands where > belongs",  # relu is never negative
    },
    "softmax": {"an axis is lost: keepdims=True keeps it"},  # (m,) broadcasts along the columns
    "one_hot": {f"labels {sign} 1 stands where labels belongs" for sign in "+-"},  # in len(labels)
    "confusion_matrix": {f"labels {sign} 1 stands where labels belongs" for sign in "+-"},
    "softmax_cost": {"-1 stands where 1 belongs", "A stands where Y belongs"},  # in Y.shape[1]
    "softmax_gradients": {
        "-1 stands where 1 belongs",
        "A stands where X belongs",
        "Y stands where X belongs",
    },
    "two_class_sigmoid": {"-1 stands where 1 belongs", "3 stands where 2 belongs"},  # of two rows
    "regression_gradients": {
        "-1 stands where 1 belongs",
        "Y stands where X belongs",
    },
    "curve_network": {
        "2 stands where 1 belongs",  # reshape takes any negative number
        "changes stands where slopes belongs",  # of the same length
    },
    "to_rows": {"-1 stands where 0 belongs"},  # of a single column
    "from_rows": {"2 stands where 1 belongs"},  # reshape takes any negative number
    "logits_cost": {  # in len(labels): there are as many rows
        f"{other} stands where labels belongs" for other in ("Z", "powers", "log_sums", "top")
    },
    "tape_backward": {  # the first entry is an input, which hands nothing on
        "the loop ends one round too late",
        "0 stands where 1 belongs",
    },
}


def what(sentence):
    """The slip alone, without where it is."""
    return (
        sentence.removesuffix(".")
        .removeprefix("This is what comes out when")
        .split(", ")[-1]
        .strip()
    )


@pytest.mark.parametrize("exercise", FUNCTIONS, ids=lambda exercise: exercise.name)
def test_a_common_slip_never_passes(exercise):
    order = list(range(len(exercise.cases)))
    passing = {
        what(suspect.sentences[0])
        for suspect in exercise.common
        if suspect.does(list(exercise.expected), order)
    }
    unnoticed = passing - HARMLESS.get(exercise.name, set()) - {ANY_AXIS}
    assert not unnoticed, (
        f"no case of {exercise.name} notices {unnoticed}: add one that does, or, where the slip "
        f"changes nothing for the learner, an entry to HARMLESS"
    )
    assert exercise.common or exercise.experiment, f"no common slip fits {exercise.name}"


def test_slips_of_every_kind_are_made():
    source = '''
def f(X, W, b, params):
    """Docstring with X + b."""
    Z = W @ X - b
    for l in range(1, 3):
        Z = -np.tanh(Z) ** 2 / X.shape[1]
    return np.sum(Z > 0, axis=1, keepdims=True), params["W1"] * Z.T
'''.lstrip()
    found = dict((says.strip(), text) for text, says in common_slips(source))
    for says, line in (
        (", on the way to Z, a difference is taken the wrong way round.", "Z = b - W @ X"),
        (", on the way to Z, b is missing.", "Z = W @ X\n"),
        (", on the way to Z, the two sides of @ have changed places.", "Z = X @ W - b"),
        (", on the way to Z, W is transposed and should not be.", "Z = W.T @ X - b"),
        (", on the way to Z, * stands where the matrix product @ belongs.", "Z = W * X - b"),
        (", on the way to Z, a minus is missing.", "Z = np.tanh(Z) ** 2"),
        (", on the way to Z, tanh is left out.", "-Z ** 2"),
        (", on the way to Z, a power is missing.", "-np.tanh(Z) /"),
        (", on the way to Z, X.shape[0] stands where X.shape[1] belongs.", "X.shape[0]"),
        (", on the way to Z, X.size stands where X.shape[1] belongs.", "/ X.size"),
        (", in the loop, the loop ends one round too early.", "range(1, 3 - 1)"),
        ("the axis is the other one.", "axis=0"),
        ("an axis is lost: keepdims=True keeps it.", "np.sum(Z > 0, axis=1)"),
        (">= stands where > belongs.", "Z >= 0"),
        ("a factor is missing: W1.", ", Z.T)"),
        ("W2 stands where W1 belongs.", "params['W2']"),
        ("Z is not transposed and should be.", "params['W1'] * Z)"),
        ("two entries have changed places.", "(params['W1'] * Z.T, np.sum"),
    ):
        assert line in found[says], says
    assert all("Docstring" not in text for text in found.values())
