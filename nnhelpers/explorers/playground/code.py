"""The playground's run as code: a short cell that uses the package, and NumPy alone.

Both make the same points from the same seed, draw the same weights and batches, go through what
was changed by hand, and print the cost at the end. Every choice has its line in a table here; the
arithmetic goes in the order of propagation.py and optimizers.py, and arrays lie in memory as
there, so that even a run that is near to diverging ends with the same digits.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from typing import NamedTuple

from nnhelpers.explorers.playground.data import DATA, SIZE, VALUES
from nnhelpers.explorers.playground.settings import DECAY, RATE, Edit, Point, Settings

NO_EXAMPLES = "# There are no examples yet: draw some points, then look again.\n"


class Part(NamedTuple):
    """A part of a run, from one change by hand to the next."""

    epochs: int
    points: list[Point]
    edits: list[Edit]
    learning_rate: float


def digits(cost: float) -> str:
    """The cost as the written code prints it."""
    return f"{cost:.6g}"


def parts(settings: Settings) -> list[Part]:
    """The run up to settings.epochs, cut where something was changed by hand."""
    starts = [e for e in sorted(settings.change_epochs) if e <= settings.epochs]
    found, rate = [], settings.learning_rate
    for start, end in zip(starts, [*starts[1:], settings.epochs]):
        edits = settings.edits_at(start)
        rate = next((edit.value for edit in reversed(edits) if edit.key == RATE), rate)
        edits = [edit for edit in edits if edit.key != RATE]
        found.append(Part(end - start, settings.points_at(start), edits, rate))
    return found


def _examples_count(settings, part):
    """Examples that are trained on in this part of the run."""
    generated = 0 if DATA[settings.data].formula is None else SIZE
    return round(generated * settings.training_part / 100) + len(part.points)


def _per_epoch(settings, part):
    """Iterations of an epoch."""
    size = settings.batch_size
    return 1 if size is None else -(-_examples_count(settings, part) // size)


def _shown(value):
    """A value as code shows it, strings in double quotes."""
    return repr(value).replace("'", '"')


def _number(value):
    return repr(float(value)).removesuffix(".0")


def _points(points):
    """Points as code shows them: [(x, y, class), ...]."""
    rows = (f"({_number(p.x)}, {_number(p.y)}, {int(p.label)})" for p in points)
    return f"[{', '.join(rows)}]"


def _edits(part):
    """The lines that change parameters by hand."""
    return [f'params["{e.key}"][{e.row}, {e.column}] = {_number(e.value)}' for e in part.edits]


def _run(settings, examples, train):
    """The lines of the run: where the points change, examples(points); an edit; train(part)."""
    lines, before = [], None
    for part in parts(settings):
        if part.points != before:
            lines += examples(settings, part.points)
            before = part.points
        lines += _edits(part)
        if part.epochs and _examples_count(settings, part):
            lines += train(settings, part)
    return lines


# ------------------------------------------------------------------------------- the package


def package_code(settings: Settings) -> str:
    """The run up to settings.epochs as a cell of code that uses nnhelpers."""
    if not _examples_count(settings, parts(settings)[-1]):
        return NO_EXAMPLES
    net = settings.net
    loss = f", loss={_shown(net.loss)}" if net.loss else ""
    scale = "" if settings.scale is None else f", scale={_number(settings.scale)}"
    lines = [
        "import numpy as np",
        "",
        "from nnhelpers import Network, train",
        "from nnhelpers.explorers.playground import features, make_examples",
        "",
        f"net = Network({net.layer_sizes}, hidden={_shown(net.hidden)}, "
        f"output={_shown(net.output)}{loss})",
        f"rng = np.random.default_rng({int(settings.seed)})",
        f"params = net.initialize({_shown(settings.init)}, rng{scale})",
        "",
        *_run(settings, _package_examples, _package_training),
        "",
        "J = net.cost(net.forward(inputs, params), Y)",
        'print(f"training cost {J:.6g}")',
    ]
    return "\n".join(lines) + "\n"


def _package_examples(settings, points):
    options = [_shown(settings.data)]
    if settings.noise:
        options.append(f"noise={_number(settings.noise)}")
    options.append(f"training_part={_number(settings.training_part)}")
    options.append(f"seed={int(settings.data_seed)}")
    if points:
        options.append(f"points={_points(points)}")
    if settings.classes != DATA[settings.data].classes:
        options.append(f"classes={settings.classes}")
    return [
        f"X, Y, X_test, Y_test = make_examples({', '.join(options)})",
        f"inputs = features({_shown(settings.features)}, X)",
    ]


def _package_training(settings, part):
    options = settings.trainer_options | {"learning_rate": part.learning_rate}
    usual = {"batch_size": None, "optimizer": "gradient_descent"}
    words = ", ".join(
        f"{name}={_shown(value)}" for name, value in options.items() if usual.get(name, "") != value
    )
    count = _per_epoch(settings, part)
    batches = f" * {count},  # epochs, and batches in each" if count > 1 else ","
    arguments = f"net, inputs, Y, params, rng=rng, {words},"
    return [
        "run = train(",
        *textwrap.wrap(arguments, 88, initial_indent="    ", subsequent_indent="    "),
        f"    iterations={part.epochs}{batches}",
        ")",
        "params = run.params",
    ]


# --------------------------------------------------------------------------------- NumPy alone

EXPRESSIONS = {
    "x1": "x1",
    "x2": "x2",
    "x1^2": "x1**2",
    "x2^2": "x2**2",
    "x1 x2": "x1 * x2",
    "sin x1": "np.sin(x1)",
    "sin x2": "np.sin(x2)",
}
DEVIATIONS = {  # of a weight, and the scale that goes with it
    "zeros": ("0", 1.0),
    "random": ("1", 0.01),
    "xavier": ("(1 / n_prev) ** 0.5", 1.0),
    "he": ("(2 / n_prev) ** 0.5", 1.0),
}
SIGMOID = [
    "def sigmoid(Z):",
    '    with np.errstate(over="ignore"):  # exp(1000) is infinite, and 1 / infinity the right 0',
    "        return 1 / (1 + np.exp(-Z))",
]
SOFTMAX = [
    "def softmax(Z):",
    "    powers = np.exp(Z - Z.max(axis=0))",
    "    return powers / powers.sum(axis=0)",
]
ACTIVATION = {  # g(Z), and its slope
    "sigmoid": ("sigmoid(Z)", "A * (1 - A)"),
    "tanh": ("np.tanh(Z)", "1 - A * A"),
    "relu": ("np.maximum(Z, 0)", "(Z > 0)"),
    "leaky_relu": ("np.maximum(Z, 0.01 * Z)", "np.where(Z > 0, 1, 0.01)"),
    "identity": ("Z", "1"),
}
OUTPUT = {"sigmoid": "sigmoid(Z)", "softmax": "softmax(Z)", "identity": "Z"}
DELTA = {  # dZ of the last layer, for an output and its loss
    ("sigmoid", "binary_cross_entropy"): ["dZ = A - Y"],
    ("softmax", "cross_entropy"): ["dZ = A - Y"],
    ("identity", "mean_squared_error"): ["dZ = 2 * (A - Y)"],
    ("sigmoid", "mean_squared_error"): ["dZ = 2 * (A - Y) * (A * (1 - A))"],
    ("softmax", "mean_squared_error"): [
        "dA = 2 * (A - Y)", "dZ = A * (dA - (A * dA).sum(axis=0))",
    ],
}  # fmt: skip
COST = {  # of all examples, from Z or A of the last layer
    "binary_cross_entropy": "np.logaddexp(0, (1 - 2 * Y) * Z).sum() / m",
    "cross_entropy": "(Y * (np.log(np.exp(Z - Z.max(axis=0)).sum(axis=0)) + Z.max(axis=0) - Z))"
    ".sum() / m",
    "mean_squared_error": "((A - Y) ** 2).sum() / m",
}
_ZEROS = "{key: 0 * array for key, array in params.items()}"
UPDATE = {  # what an optimizer has at the start, and the update of all params by grads
    "gradient_descent": ([], ["for key, g in grads.items():", "    params[key] -= rate * g"]),
    "momentum": (
        [f"v = {_ZEROS}"],
        [
            "for key, g in grads.items():",
            "    v[key] = 0.9 * v[key] + (1 - 0.9) * g",
            "    params[key] -= rate * v[key]",
        ],
    ),
    "rmsprop": (
        [f"s = {_ZEROS}"],
        [
            "for key, g in grads.items():",
            "    s[key] = 0.9 * s[key] + (1 - 0.9) * g**2",
            "    params[key] -= rate * (g / (np.sqrt(s[key]) + 1e-8))",
        ],
    ),
    "adam": (
        [f"v, t = {_ZEROS}, 0", "s = dict(v)"],
        [
            "t += 1",
            "for key, g in grads.items():",
            "    v[key] = 0.9 * v[key] + (1 - 0.9) * g",
            "    s[key] = 0.999 * s[key] + (1 - 0.999) * g**2",
            "    v_hat, s_hat = v[key] / (1 - 0.9**t), s[key] / (1 - 0.999**t)",
            "    params[key] -= rate * (v_hat / (np.sqrt(s_hat) + 1e-8))",
        ],
    ),
}
DECAYS = {
    "1/t": "1 / (1 + {decay_rate} * epoch)",
    "exponential": "np.exp(-{decay_rate} * epoch)",
    "step": "0.5 ** (epoch // {decay_every})",
}


def numpy_code(settings: Settings) -> str:
    """The run up to settings.epochs as code that needs nothing but NumPy."""
    if not _examples_count(settings, parts(settings)[-1]):
        return NO_EXAMPLES
    blocks = [
        ["import numpy as np"],
        *_formula(settings),
        *_examples_block(settings),
        _weights(settings),
        *_functions(settings),
        _forward(settings),
        _training(settings),
        [*_run(settings, _numpy_examples, _numpy_training), *_final_cost(settings)],
    ]
    text = "\n\n".join("\n".join(block) for block in blocks)
    return text + "\n"


def _formula(settings):
    """The function that makes the points, without its docstring."""
    formula = DATA[settings.data].formula
    if formula is None:
        return []
    tree = ast.parse(inspect.getsource(formula))
    lines = inspect.getsource(formula).splitlines()
    docstring = tree.body[0].body[0]
    return [lines[: docstring.lineno - 1] + lines[docstring.end_lineno :]]


def _examples_block(settings):
    """X and target of the training part; with points by hand, a function that adds them."""
    row = DATA[settings.data]
    if row.formula is None:
        lines = ["X, target = np.empty((2, 0)), np.empty(0)"]
    else:
        first = round(SIZE * settings.training_part / 100)
        lines = [
            f"rng = np.random.default_rng({int(settings.data_seed)})",
            f"X, target = {row.formula.__name__}({SIZE}, rng)",
        ]
        if settings.noise:
            # written out as data.py computes it, so that every digit is the same
            amount = f"{_number(settings.noise)} / 100 * {_number(row.noise_unit)}"
            lines.append(f"X = X + {amount} * rng.normal(size=X.shape)")
        lines.append(f"X, target = X[:, :{first}], target[:{first}]  # the others are for the test")
    inputs = f"np.stack([{', '.join(EXPRESSIONS[name] for name in settings.features)}], axis=1).T"
    if not settings.points:
        return [[*lines, "x1, x2 = X", f"inputs = {inputs}", f"Y = {_targets(settings)}"]]
    label = "label.astype(int)"
    by_hand = "label" if settings.classes else f"np.take({list(VALUES)}, {label})"
    function = [
        "def with_points(points):",
        "    x, y, label = np.reshape(points, (-1, 3)).T",
        "    x1, x2 = np.hstack([X, [x, y]])",
        f"    t = np.append(target, {by_hand})",
        f"    return {inputs}, {_targets(settings, 't')}",
    ]
    return [lines, function]


def _targets(settings, name="target"):
    if settings.classes > 2:
        return f"np.eye({settings.classes})[{name}.astype(int)].T"
    return f"{name}[np.newaxis].astype(float)"


def _numpy_examples(settings, points):
    return [f"inputs, Y = with_points({_points(points)})"] if settings.points else []


def _weights(settings):
    width, scale = DEVIATIONS[settings.init]
    scale = scale if settings.scale is None else settings.scale
    width = width if scale == 1 else f"{width} * {_number(scale)}"
    return [
        f"sizes, L, params = {settings.net.layer_sizes}, {settings.net.L}, {{}}",
        f"rng = np.random.default_rng({int(settings.seed)})",
        "for l in range(1, L + 1):",
        "    n_prev, n_l = sizes[l - 1], sizes[l]",
        f'    params[f"W{{l}}"] = rng.standard_normal((n_l, n_prev)) * ({width})',
        '    params[f"b{l}"] = np.zeros((n_l, 1))',
    ]


def _functions(settings):
    """The activations that want a function of their own."""
    names = {settings.net.output, settings.activation if settings.hidden else None}
    return [block for name, block in (("sigmoid", SIGMOID), ("softmax", SOFTMAX)) if name in names]


def _forward(settings):
    keep = settings.trainer_options.get("keep_prob")
    lines = [
        f"def forward(A{', keep=1.0' if keep else ''}):",
        '    cache = {"A0": A}',
        "    for l in range(1, L + 1):",
        '        Z = params[f"W{l}"] @ A + params[f"b{l}"]',
    ]
    output = OUTPUT[settings.net.output]
    hidden = ACTIVATION[settings.activation][0]
    if settings.hidden and hidden != output:
        output = f"{hidden} if l < L else {output}"
    lines.append(f"        A = {output}")
    if keep:
        lines += [
            "        if keep < 1 and l < L:  # dropout",
            '            cache[f"D{l}"] = (rng.random(A.shape) < keep) / keep',
            '            A = A * cache[f"D{l}"]',
        ]
    return [*lines, '        cache[f"Z{l}"], cache[f"A{l}"] = Z, A', "    return cache"]


def _training(settings):
    """The function train(inputs, Y, epochs, rate); with decay, the rate is the first_rate."""
    start, update = UPDATE[settings.optimizer]
    decay, size = DECAYS.get(settings.decay), settings.batch_size
    lines = [f"    {line}" for line in ["m = inputs.shape[1]", *start]]
    lines.append("    for epoch in range(epochs):")
    if decay:
        lines.append(f"        rate = first_rate * ({decay.format(**DECAY)})")
    batch = ["n = m"]
    if size is None:
        X, Y, indent = "inputs", "Y", " " * 8
    else:
        X, Y, indent = "X", "Y_all", " " * 12
        lines.append("        order = rng.permutation(m)")
        lines.append(f"        for first in range(0, m, {int(size)}):")
        batch = [
            f"chosen = order[first : first + {int(size)}]",
            "X, Y, n = inputs.T[chosen].T, Y_all.T[chosen].T, len(chosen)",
        ]
    body = [*batch, *_gradients(settings, X), *update]
    head = f"def train(inputs, {Y}, epochs, {_rate_name(settings)}):"
    return [head, *lines, *(indent + line for line in body)]


def _gradients(settings, X):
    """Forward and backward propagation of a batch, to grads."""
    options = settings.trainer_options
    keep = options.get("keep_prob")
    lines = [
        f"cache, grads = forward({X}{f', {keep!r}' if keep else ''}), {{}}",
        'A = cache[f"A{L}"]',
        *DELTA[settings.net.output, settings.net.loss_name],
        "for l in range(L, 0, -1):",
        '    grads[f"W{l}"] = (dZ / n) @ cache[f"A{l - 1}"].T',
        '    grads[f"b{l}"] = (dZ / n).sum(axis=1, keepdims=True)',
    ]
    for penalty, slope in (("l2", 'params[f"W{l}"]'), ("l1", 'np.sign(params[f"W{l}"])')):
        if penalty in options:
            part = f"{options[penalty]!r} * n / m / n"  # a batch has its part of the penalty
            lines.append(f'    grads[f"W{{l}}"] += {part} * {slope}')
    return lines + (_through_a_layer(settings, keep) if settings.hidden else [])


def _through_a_layer(settings, keep):
    """dZ of layer l - 1 from that of layer l."""
    function, slope = ACTIVATION[settings.activation]
    lines = ["    if l > 1:"]
    if "A" in slope and not keep:
        lines.append('        A = cache[f"A{l - 1}"]')
    elif "A" in slope:  # the A of the cache is masked
        lines += ['        Z = cache[f"Z{l - 1}"]', f"        A = {function}"]
    elif "Z" in slope:
        lines.append('        Z = cache[f"Z{l - 1}"]')
    mask = ' * cache[f"D{l - 1}"]' if keep else ""
    slope = "" if slope == "1" else f" * ({slope})"
    return [*lines, f'        dZ = params[f"W{{l}}"].T @ dZ{mask}{slope}']


def _numpy_training(settings, part):
    rate = f"{_rate_name(settings)}={_number(part.learning_rate)}"
    return [f"train(inputs, Y, epochs={part.epochs}, {rate})"]


def _rate_name(settings):
    return "rate" if settings.decay is None else "first_rate"


def _final_cost(settings):
    last = "A" if settings.net.loss_name == "mean_squared_error" else "Z"
    return [
        "",
        "cache, m = forward(inputs), inputs.shape[1]",
        f'{last} = cache[f"{last}{{L}}"]',
        f"J = {COST[settings.net.loss_name]}",
        'print(f"training cost {J:.6g}")',
    ]
