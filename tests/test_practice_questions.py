"""Where the pages answer what people ask who practice the foundations of neural networks.

One row for each of 22 questions: page, number of the question at its end, words of the answer, and
what the page prints to show it (by whichever of its cells), where it can be shown. The answer of
"how is it fast" prints nothing, for times differ between machines.
"""

import re

import nbformat
import pytest

from nnhelpers.pages import NOTEBOOKS

QUESTIONS = {
    "AI and electricity: what is alike?": (
        "00_what_and_why", 1, ["becomes a part of many trades", "limps because"], None),
    "the housing network: its parts, and what ReLU does": (
        "00_what_and_why", 2, ["three hidden units", "cuts off at 0"], "without the cut"),
    "structured or unstructured data?": (
        "00_what_and_why", 3, ["Transfers", "Recordings", "not"], "a boot, twelve of its 784"),
    "three factors, and how they feed each other": (
        "00_what_and_why", 4, ["Data, computers, algorithms", "need fast computers"],
        "4. 100 times the photos"),
    "what a pioneer advises": (
        "00_what_and_why", 5, ["Read some", "program what follows"], None),
    "two classes: why a sigmoid and no line?": (
        "02_logistic_regression", 7, ["range from 0 to 1", "drags the border"],
        "7. largest x 30: borders of line and sigmoid [1.3 0. ]"),
    "cross-entropy against squared error": (
        "02_logistic_regression", 8, ["a − y", "a(1 − a)", "plateaus"],
        "slope -0.999, squared -0.002"),
    "loss against cost": (
        "02_logistic_regression", 9, ["one example", "mean of the losses"], "cost 0.916"),
    "why vectorize, and how is it fast?": (
        "01_numpy_and_vectorization", 4, ["One call of NumPy", "compiled code"], None),
    "what is a rank-1 array?": (
        "01_numpy_and_vectorization", 1, ["(n,)", "neither a row nor a column"],
        "v      (3,)    .T (3,)"),
    "(m, n) + (1, n): which shape?": (
        "01_numpy_and_vectorization", 2, ["stretch the row over all rows"], "2. (4, 3)"),
    "A^(i) against A^[l]": (
        "01_numpy_and_vectorization", 3, ["Round brackets count examples", "layers"], None),
    "all hidden layers linear: what is left?": (
        "03_shallow_network", 6, ["one linear layer"], "same scores from one layer: True"),
    "what does it take to break symmetry?": (
        "03_shallow_network", 8, ["equal gradients", "random weights"], "different units: 4"),
    "the shapes of 5-10-1": (
        "03_shallow_network", 9, ["W1 (10, 5)", "Z2 and A2 (1, m)"], "'W1': (10, 5)"),
    "when is a linear activation right, and where?": (
        "05_activations", 7, ["At the output", "any number", "hidden layers"], None),
    "two layers against four": (
        "04_deep_network", 7, ["validation part decide", "reuse"],
        "1024 bits:   20 hidden units in 10 layers"),
    "the shapes of 10-20-15-5-1 with 100 examples": (
        "04_deep_network", 8, ["W2 (15, 20)", "100 columns"], "W2 (15, 20), A2 (15, 100)"),
    "why is a loop over layers fine?": (
        "01_numpy_and_vectorization", 4, ["A loop over layers makes a few passes"], None),
    "features made of features, neither seen nor heard": (
        "04_deep_network", 9, ["beat made of swings", "diagnosis"], None),
    "parameter against hyperparameter, three of each": (
        "07_gradient_descent", 6, ["weights", "biases", "learning rate", "number of iterations",
                                   "hidden units"], None),
    "W^[l] has the wrong shape: which rule says so?": (
        "04_deep_network", 8, ["numbers of the layer before", "those of its own layer"],
        "params['W2'] has shape (20, 15), but (15, 20) was expected"),
}  # fmt: skip

QUESTION = re.compile(r"^\*\*(\d+)\.\*\*(.*?)(?=^\*\*\d+\.\*\*|\Z)", re.MULTILINE | re.DOTALL)
ANSWER = re.compile(r"<details><summary>Answer</summary>(.*?)</details>", re.DOTALL)


def read(page):
    return nbformat.read(NOTEBOOKS / f"{page}.ipynb", as_version=4).cells


def asked(page):
    """{number: (question, folded answer)} of the questions at the end of a page."""
    text = "\n\n".join(cell.source for cell in read(page) if cell.cell_type == "markdown")
    end = text.split("\n## Questions\n")
    assert len(end) == 2, f"{page} has {len(end) - 1} sections called Questions"
    found = {}
    for number, body in QUESTION.findall(end[1]):
        answers = ANSWER.findall(body)
        assert len(answers) == 1, f"{page}, question {number}: {len(answers)} folded answers"
        found[int(number)] = (body.partition("<details>")[0].strip(), " ".join(answers[0].split()))
    return found


PAGES = sorted({page for page, *_ in QUESTIONS.values()})


def test_there_are_22():
    assert len(QUESTIONS) == 22


@pytest.mark.parametrize("question", QUESTIONS)
def test_is_answered_where_the_table_says(question):
    page, number, words, _ = QUESTIONS[question]
    here = asked(page)
    assert number in here, f"{page} has the questions {sorted(here)}, no {number}"
    asking, answer = here[number]
    assert asking.endswith("?") or asking.endswith("."), f"{page}, question {number}: {asking!r}"
    for word in words:
        assert word in answer, f"{page}, question {number} does not say {word!r}, but {answer!r}"


@pytest.mark.parametrize("question", [q for q, row in QUESTIONS.items() if row[3]])
def test_is_shown_by_a_cell(question):
    page, _, _, shown = QUESTIONS[question]
    printed = "".join(o.get("text", "") for cell in read(page) for o in cell.get("outputs", []))
    assert shown in printed, f"no cell of {page} prints {shown!r}"


@pytest.mark.parametrize("page", PAGES)
def test_questions_of_a_page_are_numbered_in_order(page):
    assert list(asked(page)) == list(range(1, len(asked(page)) + 1))
