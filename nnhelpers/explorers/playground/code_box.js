// A text to take away: shown in a box, copied by one click.

// What stood behind the # when the page was opened (JupyterLab takes it away), for the first to ask.
function takenFromTheAddress() {
  const [opened] = performance.getEntriesByType("navigation");
  const fragment = globalThis.nnLinkTaken ? "" : new URL(opened?.name ?? location.href).hash;
  globalThis.nnLinkTaken = true;
  return fragment;
}

function render({ model, el }) {
  el.classList.add("nn-code");
  el.dataset.lmSuppressShortcuts = "true"; // keys go to the box, not to JupyterLab
  const bar = document.createElement("div");
  const copy = document.createElement("button");
  const title = document.createElement("span");
  const box = document.createElement("textarea");
  const row = "display: flex; gap: 8px; align-items: center; margin: 4px 0";
  bar.style.cssText = row;
  box.style.cssText = "width: 100%; box-sizing: border-box; font-family: monospace";
  Object.assign(box, { readOnly: true, spellcheck: false });
  copy.type = "button";
  copy.className = "jupyter-button widget-button";
  const link = copy.cloneNode();
  link.textContent = "Copy as link";
  bar.append(copy, link, title);
  el.append(bar, box);

  // Where a page may not write to the clipboard, what is selected is copied the old way.
  async function take(button, text) {
    box.value = text;
    box.select();
    const done = await navigator.clipboard?.writeText(text).then(() => true, () => false);
    button.textContent = done || document.execCommand("copy") ? "Copied" : "Press Ctrl+C";
  }

  function show() {
    const text = model.get("text");
    el.hidden = text === "";
    title.textContent = model.get("title");
    copy.textContent = "Copy";
    link.textContent = "Copy as link";
    link.hidden = !model.get("linked");
    box.value = text;
    box.setAttribute("aria-label", model.get("title"));
    box.rows = Math.min(Math.max(text.split("\n").length, 2), 24);
  }

  copy.addEventListener("click", () => take(copy, model.get("text")));
  link.addEventListener("click", () =>
    take(link, `${location.href.split("#")[0]}#${model.get("text")}`),
  );
  const fragment = takenFromTheAddress();
  if (fragment.includes("=")) model.send({ link: fragment });
  model.on("change:text", show);
  show();
  return () => model.off("change:text", show);
}

export default { render };
