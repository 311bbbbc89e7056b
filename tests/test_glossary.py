"""The glossary tells the truth: about the code (names, shapes) and about the pages (words, links).

Its tables are read as they are stored. Each row is asked: the symbols' code is evaluated with a
real network, the terms' code is looked up in the package, and the page that a row links has to have
the heading and, below it, the word.
"""

import importlib
import re
from functools import cache

import nbformat
import numpy as np
import pytest

import nnhelpers
from nnhelpers import Network, train
from nnhelpers.pages import NOTEBOOKS, pages

GLOSSARY = NOTEBOOKS / "12_glossary.ipynb"
LINK = re.compile(r"\[page (\d\d)\]\(((\d\d)_\w+\.ipynb)#([^)]+)\)")
HEADING = re.compile(r"^(#{2,3}) +(.+?) *$", re.MULTILINE)
# Words that the pages do not set in bold, and what stands where each is explained.
NOT_BOLD = {
    "artificial intelligence": "*Artificial intelligence*",
    "backpropagation": "you have written backpropagation",
    "deep learning": "*Deep learning*",
    "gradient check": "How far apart are two gradients",
    "he": "| he |",
    "layer": "A layer is a stack of neurons",
    "machine learning": "*Machine learning*",
    "penalty": "A penalty on large weights",
    "vanishing gradients": "Vanishing gradients",
    "xavier": "| xavier |",
}
# Words that the pages set in bold and that have a row under another name, or are no terms at all.
OTHER_NAMES = {
    "hidden layer": "hidden",
    "hyperbolic tangent": "tanh",
    "l2": "penalty",
    "mean 0": "standardized",
    "rectified linear unit": "relu",
    "vanishes": "vanishing gradients",
}
EMPHASIS = {"add", "below it", "below the drawing", "family", "predict", "schools",
            "the activation half", "the hard parts", "the linear half",
            "try the simple model first", "upper right", "walking distance", "what you saw",
            "winter"}  # fmt: skip
OPTIONS = ("learning_rate", "l2")  # arguments of train, all of them numbers


@cache
def markdown(path):
    cells = nbformat.read(path, as_version=4).cells
    return "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


def table(title):
    """The rows of the table under a heading of the glossary, as lists of cells."""
    text = section(GLOSSARY, title)
    lines = [line for line in text.splitlines() if line.startswith("| ")][1:]
    return [[part.strip() for part in line.strip("|").split("|")] for line in lines]


def section(path, target):
    """The text below a heading, up to the next of its level; fails if there is none or two."""
    text = markdown(path)
    found = list(HEADING.finditer(text))
    hits = [h for h in found if re.sub("[`*]", "", h[2]).replace(" ", "-") == target]
    assert len(hits) == 1, f"{path.name} has {len(hits)} headings for #{target}"
    after = [h for h in found if h.start() > hits[0].start() and len(h[1]) <= len(hits[0][1])]
    return text[hits[0].start() : after[0].start() if after else None]


SYMBOLS, TERMS = table("Symbols"), table("Terms")


def network():
    """A network of three layers, and what the code of the symbols' table speaks of."""
    rng = np.random.default_rng(1)
    net = Network((5, 4, 3, 2), hidden="tanh", output="softmax")
    X, Y = rng.normal(size=(5, 7)), np.eye(2)[:, rng.integers(0, 2, 7)]
    params = net.initialize("xavier", rng=rng)
    cache = net.forward(X, params)
    grads = net.backward(cache, params, Y)
    names = {name: getattr(nnhelpers, name) for name in nnhelpers.__all__}
    one = {"x": X[:, :1], "y": Y[:, :1], "i": 1, "j": 1}
    return names | one | dict(net=net, X=X, Y=Y, params=params, cache=cache, grads=grads)


@pytest.mark.parametrize("row", SYMBOLS, ids=lambda row: row[0])
def test_code_of_a_symbol_has_the_shape_that_is_told(row):
    symbol, _, shape, code, _ = row
    known = network()
    n = known["net"].layer_sizes
    sizes = {"n_{l-1}": n[0], "n_l": n[1], "n_x": n[0], "n_y": n[-1], "m": 7, "1": 1}
    for text in re.findall(r"`([^`]+)`", code):
        if text in OPTIONS:
            begin = {"params": known["params"], "iterations": 1}
            run = train(known["net"], known["X"], known["Y"], **begin, **{text: 0.1})
            assert run.diverged is None and shape == "a number", f"{symbol}: {shape}"
            continue
        value = eval(text, {}, known)
        if shape == "a function":
            assert callable(value), f"{symbol}: {text}"
        elif shape == "a number":
            assert np.shape(value) == (), f"{symbol}: {text} has the shape {np.shape(value)}"
        else:
            told = tuple(sizes[part.strip()] for part in shape.strip("$()").split(","))
            assert np.shape(value) == told, f"{symbol}: {text} is {np.shape(value)}, not {told}"
    assert "`" in code, f"{symbol} has no code"


def test_symbols_of_the_code_are_all_there():
    """Each kind of array in the three dicts, and the numbers that make their shapes."""
    text = " ".join(row[3] for row in SYMBOLS)
    known = network()
    for name in ("params", "cache", "grads"):
        kinds = {re.sub(r"\d", "", key) for key in known[name]}
        for kind in kinds:
            assert f'{name}["{kind}1"]' in text, f"the table lacks {name}[{kind}]"


def test_numbers_of_the_symbols_are_those_of_the_network():
    known = network()
    for code, value in {"X.shape[1]": 7, "X.shape[0]": 5, "Y.shape[0]": 2, "net.L": 3}.items():
        assert any(f"`{code}`" == row[3] for row in SYMBOLS), f"the table lacks {code}"
        assert eval(code, {}, known) == value
    J = known["net"].cost(known["cache"], known["Y"])
    each = [
        known["net"].cost(known["net"].forward(known["X"][:, [i]], known["params"]),
                          known["Y"][:, [i]])
        for i in range(7)
    ]  # fmt: skip
    assert J == pytest.approx(np.mean(each))


@pytest.mark.parametrize("row", [row for row in TERMS if row[2]], ids=lambda row: row[0])
def test_code_of_a_term_is_in_the_package(row):
    for name in re.findall(r"`([^`]+)`", row[2]):
        head, _, rest = name.partition(".")
        if head in ("resampling", "datasets", "tuning"):
            assert hasattr(importlib.import_module(f"nnhelpers.{head}"), rest), name
            continue
        assert head in nnhelpers.__all__, f"{row[0]}: nnhelpers has no {name}"
        thing = getattr(nnhelpers, head)
        fields = getattr(thing, "__annotations__", {})
        assert not rest or hasattr(thing, rest) or rest in fields, f"{row[0]}: no {name}"


@pytest.mark.parametrize("row", SYMBOLS + TERMS, ids=lambda row: row[0])
def test_row_links_a_heading(row):
    found = LINK.fullmatch(row[-1])
    assert found, f"{row[0]}: write [page NN](NN_page.ipynb#Heading), not {row[-1]}"
    assert found[1] == found[3], f"{row[0]}: the link of page {found[1]} leads to {found[3]}"
    section(NOTEBOOKS / found[2], found[4])


@pytest.mark.parametrize("row", TERMS, ids=lambda row: row[0])
def test_page_explains_the_term_where_the_link_leads(row):
    """In bold, as all pages write a word where they say what it means."""
    found = LINK.fullmatch(row[-1])
    text = section(NOTEBOOKS / found[2], found[4])
    if row[0] in NOT_BOLD:
        assert NOT_BOLD[row[0]] in text, f"{found[2]}, #{found[4]} does not explain {row[0]}"
        return
    bold = re.findall(r"\*\*(.+?)\*\*", text)
    assert any(row[0].lower() in words.lower() for words in bold), (
        f"{found[2]}, #{found[4]} does not have **{row[0]}**, but {bold}"
    )


@pytest.mark.parametrize("path", [p for p in pages() if p != GLOSSARY], ids=lambda p: p.stem)
def test_every_word_in_bold_has_a_row(path):
    """A page says in bold which word it explains; whoever looks the word up finds it."""
    rows = {row[0].lower() for row in TERMS}
    assert set(OTHER_NAMES.values()) <= rows and not EMPHASIS & rows
    for found in re.findall(r"(?<!\*)\*\*(?=\S)([\w -]+?)(?<=\S)\*\*", markdown(path)):
        word = OTHER_NAMES.get(found.lower(), found.lower())
        known = rows | EMPHASIS
        assert {word, word + "s", word.removesuffix("s")} & known, f"{path.name}: **{found}**"


@pytest.mark.parametrize("row", SYMBOLS, ids=lambda row: row[0])
def test_page_has_the_symbol_where_the_link_leads(row):
    found = LINK.fullmatch(row[-1])
    text = re.sub(r"\s", "", section(NOTEBOOKS / found[2], found[4]))
    symbol = re.sub(r"\s", "", row[0].strip("$"))
    layers = [symbol.replace("[l]", f"[{l}]") for l in ("l", 1)]  # page 03 has two layers, no l
    assert any(form in text for form in layers), f"{found[2]}, #{found[4]} has no {row[0]}"


def test_terms_are_sorted_and_none_comes_twice():
    terms = [row[0].lower() for row in TERMS]
    assert terms == sorted(set(terms))


def test_symbols_are_sorted_and_none_comes_twice():
    """By their letters, whatever hat or case they wear; Greek ones by name."""
    symbols = [row[0] for row in SYMBOLS]
    assert len(set(symbols)) == len(symbols)
    letters = [re.match(r"[a-z]+", re.sub(r"\\hat ?|[$\\]", "", s).lower())[0] for s in symbols]
    assert letters == sorted(letters)


def test_no_line_is_empty_or_long():
    """One plain line each: what needs more stands on the page that is linked."""
    for row in SYMBOLS + TERMS:
        assert 5 <= len(row[1]) <= 120, row


@pytest.mark.parametrize("path", [p for p in pages() if p != GLOSSARY], ids=lambda p: p.stem)
def test_every_page_says_where_the_words_are_explained(path):
    assert f"]({GLOSSARY.name})" in markdown(path)
