"""What somebody needs who sees, hears or moves otherwise, read from a page in the browser.

`findings` asks axe-core, `named` reads the browser's accessibility tree, `cut` measures.
"""

from pathlib import Path

import axe_playwright_python

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
GRAVE = ("serious", "critical")

RUN_AXE = """async () => {
    if (!document.querySelector('.nn-explorer')) return [];
    const {violations} = await axe.run('.nn-explorer', {resultTypes: ['violations']});
    return violations.flatMap(({id, impact, nodes}) =>
        nodes.map(({html}) => ({id, impact, html: html.slice(0, 160)})));
}"""

# What sticks out of its explorer, what words are cut, what would have to be scrolled sideways.
CUT = """root => {
    const found = [], box = root.getBoundingClientRect();
    const parts = 'button, select, input, textarea, .noUi-handle, .widget-readout, .widget-label,'
        + ' .widget-label-basic, .nn-figure, .nn-readout, .nn-warning';
    const pen = document.createElement('canvas').getContext('2d');
    const room = (part, style) =>
        part.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    for (const part of root.querySelectorAll(parts)) {
        const {left, right, width} = part.getBoundingClientRect();
        if (width === 0) continue;
        const name = part.ariaLabel ?? part.labels?.[0]?.textContent ?? part.textContent;
        if (left < box.left - 1 || right > box.right + 1) found.push(`${name} sticks out`);
        if (part.matches('button, .widget-label, .widget-label-basic, .widget-readout')
            && part.scrollWidth > part.clientWidth) found.push(`${name} is cut`);
        if (part.matches('select')) {
            const style = getComputedStyle(part), chosen = part.selectedOptions[0].text;
            pen.font = style.font;
            if (pen.measureText(chosen).width > room(part, style))
                found.push(`${chosen} in ${name} is cut`);
        }
    }
    if (root.scrollWidth > root.clientWidth) found.push('it scrolls sideways');
    return found;
}"""

# All that Tab should stop at, by their names, in the order of the page.
STOPS = """root => {
    const stops = 'button, select, input, textarea, [tabindex="0"], [contenteditable=true]';
    return [...root.querySelectorAll(stops)]
        .filter(e => e.offsetWidth > 0 && !e.disabled)
        .filter(e => getComputedStyle(e).visibility !== 'hidden')
        .map(e => e.ariaLabel ?? e.labels?.[0]?.textContent ?? e.textContent);
}"""
FOCUSED = """() => {
    const e = document.activeElement, style = getComputedStyle(e);
    return [e.ariaLabel ?? e.labels?.[0]?.textContent ?? e.textContent,
            style.outlineStyle === 'solid' && parseFloat(style.outlineWidth) >= 2];
}"""


def findings(page):
    """What axe-core says of all explorers of a page: dicts with `id`, `impact` and `html`."""
    page.tab.evaluate(AXE)
    return page.tab.evaluate(RUN_AXE)


def grave(page):
    """The serious and the critical ones, as text."""
    found = [each for each in findings(page) if each["impact"] in GRAVE]
    return [f"{each['id']}: {each['html']}" for each in found]


def named(explorer):
    """All that can be focused: triples of role, name and what is said of its value, or None."""
    tools = explorer.page.tab.context.new_cdp_session(explorer.page.tab)
    explorer.root.evaluate("root => { globalThis.nnAsked = root }")
    asked = tools.send("Runtime.evaluate", {"expression": "nnAsked"})["result"]["objectId"]
    nodes = tools.send("Accessibility.queryAXTree", {"objectId": asked})["nodes"]
    tools.detach()
    said = []
    for node in (node for node in nodes if not node["ignored"]):
        about = {each["name"]: each["value"].get("value") for each in node["properties"]}
        if about.get("focusable") and node["role"]["value"] != "option":
            name = node.get("name", {}).get("value", "")
            said.append((node["role"]["value"], name, about))
    return said


def cut(explorer):
    """What is not whole on the screen, in words."""
    return explorer.root.evaluate(CUT)


def tabbed(explorer):
    """What Tab stops at from the first control to the last: pairs (name, is that to be seen)."""
    tab, count = explorer.page.tab, len(explorer.root.evaluate(STOPS))
    explorer.root.locator("button, select, input, [tabindex='0']").first.focus()
    met = [tab.evaluate(FOCUSED)]
    for _ in range(count - 1):
        tab.keyboard.press("Tab")
        met.append(tab.evaluate(FOCUSED))
    return met
