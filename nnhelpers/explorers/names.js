// Names for what ipywidgets leaves without: a screen reader says "learning rate, 0.1", where it
// would say "slider, 5". `view.py` puts this file in front of `view.js`.

const FIELDS = ".noUi-handle, .widget-readout[contenteditable]";

function setOnce(element, attribute, value) {
  if (element.getAttribute(attribute) !== value) element.setAttribute(attribute, value);
}

function nameSlider(control, label) {
  const readout = control.querySelector(".widget-readout");
  const [handle, field] = control.querySelectorAll(FIELDS);
  setOnce(handle, "aria-label", label);
  if (readout) setOnce(handle, "aria-valuetext", readout.textContent);
  if (!field) return;
  setOnce(field, "role", "textbox");
  setOnce(field, "aria-label", `${label}, typed`);
}

function nameButtonsInARow(control, label) {
  setOnce(control, "role", "group");
  setOnce(control, "aria-label", label);
  for (const button of control.querySelectorAll("button")) {
    setOnce(button, "aria-pressed", `${button.classList.contains("mod-active")}`);
  }
}

function nameControls(root) {
  setOnce(root, "role", "group");
  setOnce(root, "aria-label", root.querySelector(".nn-title")?.textContent ?? "explorer");
  for (const control of root.querySelectorAll("[class*='nn-control-']")) {
    const label = control.querySelector(".widget-label")?.textContent.trim();
    if (control.querySelector(".noUi-handle")) nameSlider(control, label);
    if (control.matches(".widget-hbox")) nameButtonsInARow(control, label);
  }
  for (const icon of root.querySelectorAll("button > i:not([aria-hidden])")) {
    icon.setAttribute("aria-hidden", "true"); // a sign of a font, with the word beside it
  }
  for (const each of root.querySelectorAll("[title='null']")) each.removeAttribute("title");
}

// Names the controls around `el` as soon as they are there, and again when they change.
// Returns what ends that.
export function keepNames(el) {
  let root = null;
  const changes = new MutationObserver(() => nameControls(root));
  const onScreen = new ResizeObserver(() => {
    root = el.closest(".nn-explorer");
    if (!root) return; // not there yet
    onScreen.disconnect();
    nameControls(root);
    const texts = { childList: true, characterData: true, subtree: true };
    changes.observe(root, { ...texts, attributeFilter: ["class", "title", "aria-valuetext"] });
  });
  onScreen.observe(el);
  return () => {
    onScreen.disconnect();
    changes.disconnect();
  };
}
