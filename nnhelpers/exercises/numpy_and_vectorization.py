"""Exercises of page 01, NumPy and vectorization: shapes, broadcasting, slopes, the graph.

Each function `my_...` is a reference: the clearest code a learner could write, and with its
docstring the stub of the page. The exercises that use them are below.
"""

import numpy as np

from nnhelpers.exercises.exercise import numbers
from nnhelpers.exercises.family import Family
from nnhelpers.exercises.function_exercise import FunctionExercise
from nnhelpers.exercises.line_exercise import LineExercise
from nnhelpers.exercises.rules import no_loop
from nnhelpers.exercises.slips import slip
from nnhelpers.exercises.value_exercise import ValueExercise

PAGE = "01_numpy_and_vectorization"


def my_columns_from_rows(rows, labels):
    """A table as spreadsheets keep it, turned into X and Y of the course.

    rows : array (m, n_x), one row for each example;  labels : array (m,), one number for each
    returns X : array (n_x, m), and Y : array (1, m), in this order
    """
    X = rows.T
    Y = labels.reshape(1, -1)
    return X, Y


def my_remove_mean(X):
    """Subtract from every feature its mean over the examples.

    X : array (n_x, m), one column for each example
    returns array (n_x, m); the mean of each of its rows is 0
    """
    mean = np.mean(X, axis=1, keepdims=True)
    return X - mean


def my_percent_of_calories(calories):
    """How many percent of a food's calories come from each nutrient.

    calories : array (n, m), one row for each nutrient, one column for each food
    returns array (n, m); every column adds up to 100
    """
    total = np.sum(calories, axis=0, keepdims=True)
    return 100 * calories / total


def my_repair_all_differences(v):
    """Differences of every number from every other, as a table.

    v : array (n,)
    returns array (n, n); the entry in row i and column j is v[i] - v[j]
    """
    column = v.reshape(-1, 1)
    return column - column.T


def my_squared_distances(X, center):
    """The same without a loop: no for, no while, no comprehension.

        n_x, m = X.shape
        D = np.zeros((1, m))
        for i in range(m):
            for j in range(n_x):
                D[0, i] += (X[j, i] - center[j, 0]) ** 2
        return D

    X : array (n_x, m), one column for each example;  center : array (n_x, 1)
    returns D : array (1, m), the squared distance of each example from the center
    """
    D = (X - center) ** 2
    return np.sum(D, axis=0, keepdims=True)


def my_secant_slope(f, x, h):
    """How far f moves for each unit that its input moves, when the input goes from x to x + h.

    f : function of one number;  x : number;  h : number, not 0, may be negative
    returns one number
    """
    change = f(x + h) - f(x)
    return change / h


def my_graph_backward(a, b, c):
    """Slopes of J = 3 (a + b c) by its inputs, from right to left: J = 3 v, v = a + u, u = b c.

    a, b, c : numbers
    returns da, db, dc : numbers: dJ/da, dJ/db and dJ/dc, in this order
    """
    dv = 3
    da = dv
    du = dv
    db = du * c
    dc = du * b
    return da, db, dc


def _square(x):
    return x * x


def _cube_and_line(x):
    return x * x * x - 2 * x + 1


def _line(x):
    return 5 - 3 * x


def array_shapes(n, k):
    """What the exercise says about an array of n rows and k columns."""
    mean = "A.mean(axis=1, keepdims=True)"
    return {
        "question": (
            f"A has the shape ({n}, {k}), row has (1, {k}), column has ({n}, 1). Write the shape "
            "of each result as a pair, such as (2, 5). * and + go entry by entry, @ is the matrix "
            "product."
        ),
        "value": {
            "A + row": (n, k),
            "column * row": (n, k),
            "column - column.T": (n, n),
            "row @ A.T": (1, n),
            "A.T @ column": (k, 1),
            mean: (n, 1),
        },
        "misconceptions": (
            ({"A + row": (1, k)}, "The row is stretched to the size of A; A does not shrink."),
            ({"A + row": (n + 1, k)}, "A sum does not append: the row is added to each row of A."),
            (
                {"column * row": (1, 1)},
                "* is no product of row and column: both are stretched to a table.",
            ),
            (
                {"column * row": (n, 1)},
                f"The column, too, is stretched: along the axis where it is 1 and the row is {k}.",
            ),
            (
                {"column - column.T": (n, 1)},
                "A column minus a row does not stay a column: both are stretched.",
            ),
            (
                {"column - column.T": (1, n)},
                "A column minus a row does not become a row: both are stretched.",
            ),
            (
                {"row @ A.T": (n, k)},
                f"@ is the matrix product: the {k} in the middle is summed up and disappears.",
            ),
            (
                {"row @ A.T": (1, k)},
                f"The {k} is summed up: of row @ A.T stay the rows of row and the columns of A.T.",
            ),
            (
                {"A.T @ column": (n, 1)},
                f"A.T has {k} rows, and the product has as many as its left factor.",
            ),
            (
                {"A.T @ column": (k, n)},
                f"The {n} is summed up: what stays are the rows of A.T and the columns of column.",
            ),
            (
                {mean: (1, k)},
                f"axis=1 is averaged away, the one that counts {k} columns; axis 0 stays.",
            ),
            ({mean: (k, 1)}, f"The rows stay, one mean for each, and there are {n} of them."),
        ),
    }


EXERCISES = (
    FunctionExercise(
        name="columns_from_rows",
        page=PAGE,
        title="from a table with an example a row to X and Y",
        reference=my_columns_from_rows,
        cases=(
            (np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]), np.array([0.0, 1.0, 1.0])),
            (numbers(11, 4, 2), np.array([1.0, 0.0, 0.0, 1.0])),
            (numbers(12, 3, 3), np.array([5.0, 7.0, 6.0])),
            (numbers(13, 1, 3), np.array([2.0])),
            (numbers(14, 2, 4), np.array([3.0, 8.0])),
        ),
        misconceptions=(
            slip(
                "rows.T",
                "rows.reshape(rows.shape[1], rows.shape[0])",
                says="reshape gives X the right shape and mixes the examples: it reads the numbers "
                "row by row and fills them in row by row. Each row has to become a column.",
            ),
            slip("rows.T", "rows", says="X has stayed as it came: examples are rows in it still."),
            slip(
                "labels.reshape(1, -1)",
                "labels",
                says="Y has only one dimension, (m,), and .T would not change that. In this "
                "course it is "
                "a row, (1, m).",
            ),
            slip(
                "labels.reshape(1, -1)",
                "labels.reshape(-1, 1)",
                says="Y is a column. Examples are columns, so their labels make a row, (1, m).",
            ),
            slip(
                "rows.T",
                "rows",
                "labels.reshape(1, -1)",
                "labels",
                says="Both have stayed as they came. Each row of the table becomes a column of X, "
                "and Y becomes a row.",
            ),
            slip(
                "return X, Y",
                "return Y, X",
                says="Right, but in the other order: first X, then Y.",
            ),
            slip(
                "return X, Y",
                "return X",
                says="Y is missing: return both, return X, Y.",
            ),
            slip(
                "rows.T",
                "rows.reshape(-1, 1)",
                says="X holds all numbers in one single column. Each example is a column of its "
                "own.",
            ),
            slip(
                "rows.T",
                "rows[::-1].T",
                says="The examples are in reverse order in X; the labels are not.",
            ),
            slip(
                "rows.T",
                "np.rot90(rows)",
                says="The table has been rotated, so the features are upside down. A transpose "
                "mirrors it instead: row i becomes column i.",
            ),
        ),
        hints=(
            "What is a row of the table, and what is to become of it in X?",
            "A transpose turns rows into columns; a reshape does not, it only cuts the same "
            "sequence of numbers elsewhere. Which of the two do the examples need?",
            "Labels have one dimension, and a transpose does nothing to that. They need a new "
            "shape, one row and as many columns as there are: -1 lets NumPy count.",
        ),
        remark="Turning and reshaping are not the same: only one keeps an example together.",
    ),
    FunctionExercise(
        name="percent_of_calories",
        page=PAGE,
        title="percent of each food's calories",
        reference=my_percent_of_calories,
        cases=(
            (np.array([[10.0, 60.0, 0.0], [30.0, 20.0, 50.0]]),),
            (np.abs(numbers(31, 3, 4)),),
            (np.abs(numbers(32, 3, 3)),),  # square: the wrong axis goes unnoticed by NumPy
            (np.abs(numbers(33, 2, 5)),),
            (np.array([[1, 2], [3, 2], [4, 4]]),),  # whole numbers
        ),
        misconceptions=(
            slip(
                "np.sum(calories, axis=0, keepdims=True)",
                "np.sum(calories)",
                says="This divides by the sum of the whole table. Each food (column) has its own "
                "total.",
            ),
            slip(
                "axis=0",
                "axis=1",
                says="axis=1 adds up along a row: a nutrient over all foods. A food is a column.",
            ),
            slip(
                "axis=0, keepdims=True",
                "axis=1",
                says="This adds up along the rows, a nutrient over all foods, and without keepdims "
                "NumPy takes the three sums for a row. A food is a column.",
            ),
            slip(
                "100 * calories / total",
                "calories / total",
                says="These are fractions, which add up to 1. Percent add up to 100.",
            ),
            slip(
                "return 100 * calories / total",
                "return total",
                says="These are the totals. Divide the table by them.",
            ),
            slip(
                "100 * calories / total",
                "100 * total / calories",
                says="The fraction is upside down: the part stands above, the total below.",
            ),
            slip(
                "np.sum(calories, axis=0, keepdims=True)",
                "np.sum(calories, axis=0).reshape(-1, 1)",
                says="The totals stand in a column, so each row is divided by one of them. One "
                "for each food: they belong in a row.",
            ),
            slip(
                "100 * calories / total",
                "100 * calories // total",
                says="// drops what is behind the decimal point; the division is /.",
            ),
            slip(
                "np.sum(calories, axis=0",
                "np.max(calories, axis=0",
                says="This divides by the largest number of a column; percent are parts of "
                "its sum.",
            ),
            slip(
                "np.sum(calories, axis=0",
                "np.mean(calories, axis=0",
                says="This divides by the mean of a column; percent are parts of its sum.",
            ),
            slip(
                "100 * calories / total",
                "np.round(100 * calories / total)",
                says="Rounded, the columns no longer add up to 100. Leave the rounding to print.",
            ),
            slip(
                "100 * calories / total",
                "calories / total / 100",
                says="A fraction becomes percent when multiplied by 100, not divided.",
            ),
            slip(
                "return 100 * calories / total",
                "return (100 * calories / total).T",
                says="The percentages are right, but turned around: keep the shape of the table.",
            ),
            slip(
                "100 * calories / total",
                "100 * calories * total",
                says="This multiplies by the total; a part of the total is a division.",
            ),
            slip(
                "100 * calories / total",
                "calories - total",
                says="This subtracts the total; a part of the total is a division.",
            ),
            slip(
                "100 * calories / total",
                "100 * calories / calories.shape[0]",
                says="This divides by the number of nutrients. Divide by the total of each food.",
            ),
            slip(
                "return 100 * calories / total",
                "return 100 * calories[0] / total",
                says="Only the first nutrient is left: divide the whole table.",
            ),
        ),
        hints=(
            "What is the total of one food: a sum down a column, or along a row?",
            "The axis that you name is the one that disappears. The nutrients, along axis 0, are "
            "to be added up, and a row of totals stays.",
            "A table (n, m) divided by a row (1, m): the row is stretched over all rows, so each "
            "column is divided by its own total. What makes percent of that?",
        ),
        remark="Two lines, no loop, for any number of foods.",
    ),
    FunctionExercise(
        name="remove_mean",
        page=PAGE,
        title="subtract from every feature its mean",
        reference=my_remove_mean,
        cases=(
            (np.array([[1.0, 3.0, 5.0], [10.0, 10.0, 40.0]]),),
            (numbers(21, 3, 3),),  # square: a row in place of a column is not noticed by NumPy
            (numbers(22, 2, 5),),
            (numbers(23, 4, 2),),
            (numbers(24, 1, 4),),
        ),
        misconceptions=(
            slip(
                "np.mean(X, axis=1, keepdims=True)",
                "np.mean(X)",
                says="This is one mean of all numbers. Each feature (row) has its own.",
            ),
            slip(
                "axis=1",
                "axis=0",
                says="axis=0 averages down each column, over the features of one example. The "
                "mean over the examples runs along a row.",
            ),
            slip(
                ", keepdims=True",
                "",
                says="Without keepdims the means have the shape (n_x,). NumPy takes that for a "
                "row: an error, or, where X is square, means subtracted from the wrong features.",
            ),
            slip(
                "np.mean(X, axis=1, keepdims=True)",
                "np.sum(X, axis=1, keepdims=True)",
                says="The sum of each row is subtracted; the mean is the sum divided by m.",
            ),
            slip("X - mean", "X + mean", says="The mean is added: subtract it."),
            slip("X - mean", "mean - X", says="The sign is flipped: X minus its mean."),
            slip(
                "X - mean",
                "X / mean",
                says="This divides by the mean. To bring the mean to 0, subtract it.",
            ),
            slip(
                "return X - mean", "return mean", says="These are the means. Subtract them from X."
            ),
            slip(
                "X - mean",
                "(X - mean) / np.std(X, axis=1, keepdims=True)",
                says="The mean is gone, but the deviation has been divided away, too. Here only "
                "the mean is subtracted.",
            ),
            slip(
                "np.mean(X, axis=1",
                "np.median(X, axis=1",
                says="This subtracts the median, the middle one of the numbers, not the mean.",
            ),
            slip(
                "np.mean(X, axis=1, keepdims=True)",
                "np.sum(X, axis=1, keepdims=True) / X.shape[0]",
                says="The sum over the examples is divided by the number of rows. There are as "
                "many examples as columns: X.shape[1].",
            ),
            slip(
                "np.mean(X, axis=1",
                "np.min(X, axis=1",
                says="This subtracts the smallest number of each row, not the mean.",
            ),
            slip(
                "np.mean(X, axis=1, keepdims=True)",
                "np.mean(X, axis=1).reshape(1, -1)",
                says="The means stand in a row, so each is subtracted from a column. One for each "
                "feature: they belong in a column.",
            ),
            slip(
                "np.mean(X, axis=1, keepdims=True)",
                "(np.max(X, axis=1, keepdims=True) + np.min(X, axis=1, keepdims=True)) / 2",
                says="This is the middle between the lowest and the highest number, not the mean.",
            ),
            slip(
                "return X - mean",
                "return (X - mean).T",
                says="The mean is gone, but the result is turned around: it keeps the shape of X.",
            ),
            slip(
                "X - mean", "np.abs(X - mean)", says="The signs are gone: leave out the absolute."
            ),
            slip(
                "np.mean(X, axis=1, keepdims=True)",
                "X[:, 0:1]",
                says="This subtracts the first example. The mean is over all of them.",
            ),
        ),
        hints=(
            "How many means are there, one for each row or one for each column?",
            "The axis that you name is the one that disappears. The examples, along axis 1, "
            "are to be averaged away.",
            "The means should stay a column, (n_x, 1), so that each is subtracted from its own "
            "row. Which option of np.mean keeps the axis as 1?",
        ),
        remark="Page 02 does this with pictures, and page 07 shows how much it helps.",
    ),
    ValueExercise(
        name="array_shapes",
        page=PAGE,
        title="shapes of sums and products",
        answer_name="array_shapes",
        explanation=(
            "Entry by entry: sizes have to be equal, or 1, which is stretched. (n, k) @ (k, m) is "
            "(n, m). An axis that is averaged away stays as 1 with keepdims."
        ),
        hints=(
            "For + and *, write one shape beneath the other and compare the sizes, axis by axis.",
            "A size of 1 is stretched to the other size. For @ the two inner sizes must agree, "
            "and the outer ones stay.",
            "Write out the turned ones first: .T swaps the two sizes. Which sizes are 1, and which "
            "are inner ones?",
        ),
        **array_shapes(n=3, k=4),
        family=Family(array_shapes, {"n": tuple(range(3, 10)), "k": tuple(range(3, 12))}),
    ),
    FunctionExercise(
        name="repair_all_differences",
        page=PAGE,
        title="repair: every number minus every other",
        reference=my_repair_all_differences,
        cases=(
            (np.array([1.0, 4.0, 9.0]),),
            (numbers(41, 2),),
            (numbers(42, 5),),
            (np.array([7.0, 7.5]),),
        ),
        faulty=slip(
            "v.reshape(-1, 1)",
            "v",
            says="The array called column is none: it has one dimension, so .T does nothing, and "
            "each number is subtracted from itself.",
        ),
        misconceptions=(
            slip(
                "column - column.T",
                "column.T - column",
                says="The signs are flipped: in row i and column j stands v[i] - v[j].",
            ),
            slip(
                "column - column.T",
                "column + column.T",
                says="These are sums; differences are wanted.",
            ),
            slip(
                "column - column.T",
                "column @ column.T",
                says="This is the table of all products; differences are wanted.",
            ),
            slip(
                "column - column.T",
                "column - column",
                says="A column minus itself is a column of zeros. One of the two has to be a row.",
            ),
            slip(
                "column - column.T",
                "np.abs(column - column.T)",
                says="The signs are gone: v[i] - v[j] may be negative.",
            ),
            slip(
                "column - column.T",
                "(column - column.T) ** 2",
                says="These are the squares of the differences.",
            ),
            slip(
                "return column - column.T", "return column", says="A column is only the first half."
            ),
            slip(
                "return column - column.T",
                "return column - v[0]",
                says="These are the differences from the first number only.",
            ),
            slip(
                "return column - column.T",
                "return np.triu(column - column.T)",
                says="Below the diagonal stand zeros: every pair counts, in both orders.",
            ),
            slip(
                "return column - column.T",
                "return np.tril(column - column.T)",
                says="Above the diagonal stand zeros: every pair counts, in both orders.",
            ),
            slip(
                "return column - column.T",
                "return v @ v.T",
                says="With one dimension, v @ v.T is a single number: the sum of the squares.",
            ),
            slip(
                "return column - column.T",
                "return np.diff(v)",
                says="These are the differences of neighbors only.",
            ),
            slip(
                "v.reshape(-1, 1)",
                "v.reshape(1, -1)",
                "column - column.T",
                "column - column",
                says="A row minus itself is a row of zeros. One of the two has to be a column.",
            ),
        ),
        hints=(
            "Print column.shape and column.T.shape.",
            "A column has two dimensions, (n, 1). What has v?",
            "The line with column = is the faulty one: v needs another shape, with one column and "
            "as many rows as there are numbers.",
        ),
        remark="An array of one dimension is neither row nor column. Two dimensions say which.",
    ),
    LineExercise(
        name="spot_missing_copy",
        page=PAGE,
        title="find the faulty line: how far three weights have moved",
        answer_name="line_in_distance",
        given=(
            "How far a step moves the first three weights. W and dW are (1, n); others use the "
            "array W as well, so it has to be changed in place."
        ),
        lines=(
            "step = 0.1 * dW",
            "before = W[:, :3]",
            "W -= step",
            "after = W[:, :3]",
            "moved = after - before",
            "distance = np.sqrt(np.sum(moved**2))",
        ),
        faulty_line=2,
        repaired="before = W[:, :3].copy()",
        explanation=(
            "A slice is a view: before looks at the numbers of W, and sees them change. The "
            "distance is always 0. A copy keeps the old numbers."
        ),
        innocent=(
            (1, "Arithmetic makes a new array: step is no view of dW, and dW stays as it is."),
            (3, "-= changes W in place, and that is what was asked for."),
            (4, "Nothing changes W after this line, so a view is enough here."),
            (5, "New minus old is how far each weight has moved, if both are what they say."),
            (6, "The root of the sum of squares is the length of the way."),
        ),
        hints=(
            "Which distance does this listing give, whatever W and dW are?",
            "Which of these arrays look at the numbers of W, and which have their own?",
            "One array should remember how W was. When W is changed in place, does it?",
        ),
    ),
    FunctionExercise(
        name="squared_distances",
        page=PAGE,
        title="replace two loops by operations on whole arrays",
        reference=my_squared_distances,
        cases=(
            (np.array([[1.0, 4.0, 0.0], [2.0, 6.0, 0.0]]), np.array([[1.0], [2.0]])),
            (numbers(51, 3, 4), numbers(52, 3, 1)),
            (numbers(53, 3, 3), numbers(54, 3, 1)),
            (numbers(55, 2, 5), numbers(56, 2, 1)),
            (numbers(57, 4, 2), numbers(58, 4, 1)),
        ),
        rules=(no_loop,),
        misconceptions=(
            slip(
                "axis=0",
                "axis=1",
                says="axis=1 adds up over the examples. The inner loop runs over the features of "
                "one example: down a column.",
            ),
            slip(
                ", keepdims=True",
                "",
                says="The numbers are right, but have the shape (m,). The loop fills a row, "
                "(1, m).",
            ),
            slip(
                "np.sum(D, axis=0, keepdims=True)",
                "np.sum(D)",
                says="Without an axis all examples are added up to one number.",
            ),
            slip(
                "np.sum(D, axis=0, keepdims=True)",
                "np.sqrt(np.sum(D, axis=0, keepdims=True))",
                says="This is the distance; the loop computes its square, without a root.",
            ),
            slip("(X - center) ** 2", "X - center", says="The square of the loop has been lost."),
            slip(
                "(X - center) ** 2",
                "np.abs(X - center)",
                says="The loop squares the differences; this takes their absolute values.",
            ),
            slip(
                "np.sum(D,",
                "np.mean(D,",
                says="This is the mean over the features; the loop adds up.",
            ),
            slip(
                "(X - center) ** 2",
                "X - center",
                "np.sum(D, axis=0, keepdims=True)",
                "np.sum(D, axis=0, keepdims=True) ** 2",
                says="The sum is squared here. The loop squares first and adds up then.",
            ),
            slip("X - center", "X + center", says="The sign is flipped: X minus the center."),
            slip(
                "X - center",
                "X - center.T",
                says="center.T is a row: one number for each example. The center is a column, one "
                "number for each feature, and fits as it is.",
            ),
            slip(
                "return np.sum(D, axis=0, keepdims=True)",
                "return (X - center) @ (X - center).T",
                says="The matrix product pairs every feature with every other; a sum down each "
                "column is wanted.",
            ),
            slip("(X - center) ** 2", "X**2", says="The center has been lost."),
            slip(
                "(X - center) ** 2",
                "X**2 - center**2",
                says="The difference of the squares is not the square of the difference.",
            ),
            slip(
                "(X - center) ** 2",
                "X - center**2",
                says="Only the center is squared: parentheses.",
            ),
            slip(
                "return np.sum(D, axis=0, keepdims=True)",
                "return D",
                says="The squares are there, one for each feature; they are not added up yet.",
            ),
            slip(
                "(X - center) ** 2",
                "(X - center) * 2",
                says="* 2 doubles; the square is ** 2.",
            ),
            slip(
                "X - center",
                "X - np.mean(X, axis=1, keepdims=True)",
                says="These are distances from the mean of X, not from the center that was given.",
            ),
            slip(
                "return np.sum(D, axis=0, keepdims=True)",
                "return (X - center).T @ (X - center)",
                says="The matrix product pairs every example with every other; only its diagonal "
                "is wanted.",
            ),
            slip(
                "return np.sum(D, axis=0, keepdims=True)",
                "return np.sum(D, axis=0).reshape(-1, 1)",
                says="The numbers are right, but stand in a column. The loop fills a row, (1, m).",
            ),
            slip(
                "np.sum(D,",
                "np.max(D,",
                says="This is the largest of the squares; the loop adds them up.",
            ),
        ),
        hints=(
            "What does the inner loop add up, and what does it subtract first?",
            "X - center already works on whole arrays: the column is stretched over all examples.",
            "Square every entry, then add up the features of each example. Which axis disappears, "
            "and how does the row stay a row?",
        ),
        remark="The loop is gone, and the code says what is computed.",
    ),
    FunctionExercise(
        name="secant_slope",
        page=PAGE,
        title="the slope from one point to another",
        reference=my_secant_slope,
        cases=(
            (_square, 3.0, 0.5),
            (_cube_and_line, -1.0, 0.2),
            (_square, 1.5, -0.25),
            (_line, 0.7, 2.0),
            (_cube_and_line, 2.0, -1.5),
            (_square, 2.0, 0.001),
        ),
        misconceptions=(
            slip(
                "change / h",
                "change",
                says="This is how far f moves. For each unit of the input: divide by h.",
            ),
            slip("f(x + h) - f(x)", "f(x) - f(x + h)", says="The sign is flipped: new minus old."),
            slip("change / h", "change / x", says="This divides by x. The input has moved by h."),
            slip("change / h", "h / change", says="Upside down: the change of f stands above."),
            slip("change / h", "change * h", says="This multiplies by h: divide."),
            slip(
                "f(x + h) - f(x)",
                "f(x + h) - f(h)",
                says="The old value is f(x); this subtracts f(h).",
            ),
            slip(
                "f(x + h) - f(x)",
                "f(x - h) - f(x)",
                says="The input goes to x + h; this goes the other way.",
            ),
            slip(
                "f(x + h) - f(x)",
                "f(x) - f(x - h)",
                says="This comes from x - h. The input goes from x to x + h.",
            ),
            slip(
                "f(x + h) - f(x)",
                "(f(x + h) - f(x - h)) / 2",
                says="This goes from x - h to x + h: a good idea, and page 04 uses it. Here the "
                "input goes from x to x + h.",
            ),
            slip(
                "f(x + h) - f(x)",
                "f(x + h) - f(x - h)",
                says="From x - h to x + h the input moves by 2 h. Here it goes from x to x + h.",
            ),
            slip("change / h", "change / (2 * h)", says="From x to x + h the input moves by h."),
            slip(
                "change = f(x + h) - f(x)",
                "h = 0.001\n    change = f(x + h) - f(x)",
                says="h is an argument: take the one that comes in, not one of your own.",
            ),
            slip(
                "f(x + h) - f(x)",
                "f(x + h) + f(x)",
                says="This is a sum: how far f moves is a difference.",
            ),
            slip(
                "change / h",
                "change / (x + h)",
                says="The input arrives at x + h, but it has moved by h: divide by h.",
            ),
            slip(
                "f(x + h) - f(x)",
                "f(x + h) - f(x) / h",
                "change / h",
                "change",
                says="Only f(x) is divided by h: parentheses.",
            ),
            slip(
                "f(x + h) - f(x)",
                "abs(f(x + h) - f(x))",
                says="The sign is lost: where f falls, its slope is negative.",
            ),
            slip("change / h", "change / abs(h)", says="h may be negative, and its sign counts."),
            slip("change / h", "f(x + h)", says="This is the new value of f, not its slope."),
            slip("change / h", "change / h**2", says="This divides by the square of h."),
            slip("f(x + h) - f(x)", "f(x * h) - f(x)", says="h is added to x, not multiplied."),
            slip("change / h", "change // h", says="// drops what is behind the decimal point."),
        ),
        hints=(
            "Where is f before the input moves, and where is it after?",
            "The slope is a ratio: how far f has moved, over how far its input has.",
            "New value minus old value, f at x + h and f at x, over the step. Mind the "
            "parentheses.",
        ),
        remark="With this you can check any derivative that you have computed on paper.",
    ),
    FunctionExercise(
        name="graph_backward",
        page=PAGE,
        title="slopes of J = 3(a + bc), from right to left",
        reference=my_graph_backward,
        cases=(
            (5.0, 3.0, 2.0),
            (1.0, -2.0, 4.0),
            (0.5, 7.0, -1.5),
            (-3.0, 0.2, 10.0),
        ),
        misconceptions=(
            slip(
                "du * c",
                "du * b",
                "dc = du * b",
                "dc = du * c",
                says="b and c are swapped: when b moves by 1, b c moves by c.",
            ),
            slip(
                "dv = 3",
                "dv = 1",
                says="The 3 in front is missing: a move of v moves J three times as far.",
            ),
            slip(
                "return da, db, dc",
                "return 3, 6, 9",
                says="These are the numbers for a = 5, b = 3, c = 2 only. Which formula gives them "
                "for other inputs?",
            ),
            slip(
                "da = dv",
                "da = 1",
                says="a moves v by as much, but v moves J three times as far: multiply along the "
                "whole path.",
            ),
            slip(
                "da = dv",
                "da = dv * a",
                says="dJ/da has a factor a too many: in a + u, a move of a goes through as it is.",
            ),
            slip(
                "db = du * c",
                "db = c",
                says="dJ/db lacks the 3: multiply along the whole path, from b to J.",
            ),
            slip(
                "dc = du * b",
                "dc = b",
                says="dJ/dc lacks the 3: multiply along the whole path, from c to J.",
            ),
            slip(
                "db = du * c",
                "db = c",
                "dc = du * b",
                "dc = b",
                says="db and dc stop at u: from there to J one more factor is on the path.",
            ),
            slip(
                "du = dv",
                "du = dv * 3",
                says="The 3 is counted twice on the way to b and c.",
            ),
            slip(
                "dv = 3",
                "dv = 9",
                says="The 3 is counted twice: J = 3 v has it once.",
            ),
            slip(
                "db = du * c",
                "db = du",
                "dc = du * b",
                "dc = du",
                says="db and dc stop at u. Through u = b c, a move of b is multiplied by c.",
            ),
            slip(
                "db = du * c",
                "db = du + c",
                "dc = du * b",
                "dc = du + b",
                says="Along a path slopes multiply; here they are added.",
            ),
            slip(
                "db = du * c",
                "db = du * b * c",
                "dc = du * b",
                "dc = du * b * c",
                says="When b moves by 1, b c moves by c: the factor is the other one alone.",
            ),
            slip(
                "du = dv",
                "du = dv * b * c",
                says="The value of u stands among the slopes: in a + u, a move of u goes through "
                "as it is.",
            ),
            slip(
                "dv = 3",
                "dv = 3 * (a + b * c)",
                says="This starts with the value of J. The slope of 3 v by v is 3.",
            ),
            slip(
                "dv = 3",
                "dv = a + b * c",
                says="This starts with the value of v. The slope of 3 v by v is 3.",
            ),
            slip("dv = 3", "dv = -3", says="The signs are flipped: J grows when v does."),
            slip("dv = 3", "dv = 1 / 3", says="Upside down: J moves three times as far as v."),
            slip(
                "return da, db, dc",
                "return db, dc, da",
                says="The slopes are right, in another order: da first.",
            ),
            slip(
                "du = dv",
                "du = dv * (a + b * c)",
                says="v, a value, stands among the slopes: in a + u, a move of u goes through as "
                "it is.",
            ),
            slip(
                "return da, db, dc",
                "return 3 * (a + b * c), a + b * c, b * c",
                says="These are the values J, v and u; their slopes are wanted.",
            ),
        ),
        hints=(
            "Start at J and go to the left, a box at a time: how far does J move when v moves by "
            "1?",
            "A sum hands a move on as it is. A product multiplies it by the other factor.",
            "From b the path leads through u and v to J. Which three slopes lie on it, and what "
            "becomes of them?",
        ),
        remark="Backward through a network is this, with more boxes.",
    ),
)
