// The picture of an explorer with the words beside it, in the browser.
//
// The kernel sets `frame`: a picture, its words and what a hand can move on it. Each is put up as
// one; then, if it asks, the kernel hears {shown: number}. A frame that comes while another is
// being put up waits, and only the newest of those that wait is shown: a slow browser is never
// behind.

const ARROWS = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowDown: [0, -1],
  ArrowUp: [0, 1],
};

// A JPEG file as a picture; without ImageDecoder it takes nearly twice as long.
async function decoded(data) {
  const type = "image/jpeg";
  if (!globalThis.ImageDecoder) return createImageBitmap(new Blob([data], { type }));
  return (await new ImageDecoder({ data, type }).decode()).image;
}

const READABLE = 5000; // ms from one announcement to the next while something moves
const ENDED = 400; // ms without a frame after which the last words are said

// Where a small picture's edge is near, all of the grip stays on it.
const within = (percent) => `clamp(14px, ${percent}%, 100% - 14px)`;

const nextPaint = () => new Promise(requestAnimationFrame);

function element(tag, className, parent) {
  const made = document.createElement(tag);
  made.className = className;
  parent.append(made);
  return made;
}

// What a screen reader says, in an element that stays in place: the words of a picture at rest,
// and of a run now and then. Those of every frame would never let it finish a sentence.
function makeVoice(parent) {
  const region = element("div", "nn-spoken", parent);
  region.setAttribute("aria-live", "polite");
  region.setAttribute("aria-atomic", "true");
  let said = null;
  let next = "";
  let timer = null;
  let last = -READABLE;

  function speak() {
    timer = null;
    if (next === said) return;
    [said, last] = [next, performance.now()];
    region.textContent = next;
  }

  function hear(words, moving) {
    next = words;
    said ??= words; // what is there from the start is found by reading
    if (!moving) clearTimeout(timer);
    if (moving && timer !== null) return;
    const pause = last + READABLE - performance.now();
    timer = setTimeout(speak, moving ? Math.max(pause, ENDED) : ENDED);
  }

  return { hear, stop: () => clearTimeout(timer) };
}

function render({ model, el }) {
  el.classList.add("nn-view");
  el.dataset.lmSuppressShortcuts = "true"; // the arrow keys are ours, not JupyterLab's
  const stage = element("div", "nn-stage", el);
  stage.style.width = `${model.get("width")}px`;
  const image = element("canvas", "nn-figure", stage);
  image.style.aspectRatio = `${model.get("width")} / ${model.get("height")}`;
  const canvas = image.getContext("2d", { alpha: false });
  image.setAttribute("role", "img");
  const readout = element("div", "nn-readout", el);
  const warning = element("div", "nn-warning", el);
  const voice = makeVoice(el);
  const endNames = keepNames(el);
  const grips = new Map();
  let part = 0; // of all strokes, the last one sent
  let ink = null;
  setArea();

  // --- from the kernel to the screen ---------------------------------------------------------

  function draw(picture) {
    const width = picture.displayWidth ?? picture.width;
    const height = picture.displayHeight ?? picture.height;
    if (width !== image.width) Object.assign(image, { width, height });
    canvas.drawImage(picture, 0, 0);
    picture.close();
  }

  async function putUp(frame) {
    const picture = await decoded(frame.picture).catch(() => null);
    if (picture) draw(picture); // a frame that cannot be read is no reason to stop
    image.setAttribute("aria-label", frame.alternative);
    readout.textContent = frame.readout;
    warning.textContent = frame.warning;
    voice.hear(`${frame.readout}\n${frame.warning}`.trim(), frame.moving);
    place(frame.grips);
    if (ink) ink.seen(frame.part);
    image.dataset.frame = frame.number; // for tests: which one this is
    await nextPaint();
  }

  let asked = 0; // the newest frame that wants an answer, be it shown or passed over
  let showing = false;
  let closed = false;

  async function show() {
    const { asks, number } = model.get("frame");
    if (asks) asked = number;
    if (showing) return;
    showing = true;
    let frame = null;
    while (frame !== model.get("frame")) {
      frame = model.get("frame");
      await putUp(frame);
      if (closed) return;
      if (asked > 0 && frame.number >= asked) {
        asked = 0;
        model.send({ shown: frame.number });
      }
    }
    showing = false;
  }

  // --- from the hand to the kernel: pixels of the picture at its full width ------------------

  function position(event) {
    const box = image.getBoundingClientRect();
    const scale = model.get("width") / box.width;
    return [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale];
  }

  let waiting = null; // at most one message in a picture of the screen: the newest

  async function report(message) {
    const first = waiting === null;
    waiting = message;
    if (!first) return;
    await nextPaint();
    model.send(waiting);
    waiting = null;
  }

  function drag(grip, event, held = true) {
    const [x, y] = position(event);
    report({ grip: grip.name, drag: [x + grip.shift[0], y + grip.shift[1]], held });
  }

  function makeGrip(name) {
    const button = element("button", "nn-grip", stage);
    const grip = { name, button, shift: [0, 0], at: [0, 0] };
    button.type = "button";
    button.setAttribute("aria-label", `${name}: drag it, or move it with the arrow keys`);
    button.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      const [x, y] = position(event);
      grip.shift = [grip.at[0] - x, grip.at[1] - y]; // taken at its edge, it does not jump
      button.setPointerCapture(event.pointerId);
      drag(grip, event);
    });
    button.addEventListener("pointermove", (event) => {
      if (button.hasPointerCapture(event.pointerId)) drag(grip, event);
    });
    button.addEventListener("pointerup", (event) => drag(grip, event, false));
    button.addEventListener("keydown", (event) => {
      const steps = ARROWS[event.key];
      const typed = event.key.length === 1 && !(event.ctrlKey || event.metaKey || event.altKey);
      if (!steps && !typed) return;
      event.preventDefault();
      if (typed) {
        model.send({ grip: name, key: event.key });
        return;
      }
      const times = event.shiftKey ? 10 : 1;
      model.send({ grip: name, steps: steps.map((step) => step * times) });
    });
    return grip;
  }

  // A stroke goes in parts: with each picture of the screen the points that are new. Until a frame
  // has the last of them there is ink where the hand was: on a slow line too the pen writes at once.
  function makeArea(box) {
    const area = element("canvas", "nn-area", stage);
    image.after(area); // beneath the grips
    Object.assign(area, { width: box[2], height: box[3] });
    const pen = area.getContext("2d");
    Object.assign(pen, { lineWidth: 3, lineCap: "round", strokeStyle: "#767676" });
    const [left, top, width, height] = box.map((side, k) =>
      `${(100 * side) / model.get(k % 2 ? "height" : "width")}%`);
    Object.assign(area.style, { left, top, width, height });
    let points = [];
    let starts = false;
    let last = null;

    function send(ends) {
      if (points.length === 0 && !ends) return;
      part += 1;
      model.send({ stroke: points, starts, ends, part });
      points = [];
      starts = false;
    }

    function write([x, y]) {
      const to = [x - box[0], y - box[1]];
      pen.beginPath();
      pen.moveTo(...(last ?? to));
      pen.lineTo(...to);
      pen.stroke();
      last = to;
    }

    function seen(shown) {
      if (shown === part && points.length === 0) pen.clearRect(0, 0, area.width, area.height);
    }

    async function note(event) {
      points.push(position(event));
      write(points.at(-1));
      if (points.length > 1) return; // the first one's part will take it along
      await nextPaint();
      send(false);
    }

    area.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || !event.isPrimary) return;
      area.setPointerCapture(event.pointerId);
      starts = true;
      last = null;
      note(event);
    });
    area.addEventListener("pointermove", (event) => {
      if (area.hasPointerCapture(event.pointerId)) note(event);
    });
    area.addEventListener("lostpointercapture", () => send(true)); // let go, or taken away
    return { area, seen };
  }

  function setArea() {
    ink?.area.remove();
    ink = model.get("area").length > 0 ? makeArea(model.get("area")) : null;
  }

  function place(described) {
    const names = described.map(({ name }) => name);
    for (const [name, grip] of grips) {
      grip.button.hidden = !names.includes(name);
    }
    for (const { name, x, y, cursor } of described) {
      if (!grips.has(name)) grips.set(name, makeGrip(name));
      const grip = grips.get(name);
      grip.at = [x, y];
      grip.button.style.left = within((100 * x) / model.get("width"));
      grip.button.style.top = within((100 * y) / model.get("height"));
      grip.button.dataset.moves = cursor;
    }
  }

  if (model.get("hovers")) {
    stage.addEventListener("pointermove", (event) => {
      if (event.buttons === 0) report({ hover: position(event) });
    });
    stage.addEventListener("pointerleave", () => report({ hover: null }));
  }
  image.addEventListener("click", (event) => model.send({ click: position(event) }));

  const stillness = matchMedia("(prefers-reduced-motion: reduce)");
  const tellStillness = () => model.send({ still: stillness.matches });
  stillness.addEventListener("change", tellStillness);
  if (stillness.matches) tellStillness();

  model.on("change:frame", show);
  model.on("change:area", setArea);
  show();
  return () => {
    closed = true;
    endNames();
    voice.stop();
    stillness.removeEventListener("change", tellStillness);
    model.off("change:frame", show);
    model.off("change:area", setArea);
  };
}

export default { render };
