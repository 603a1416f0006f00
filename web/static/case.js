"use strict";
// The words stand in one text node. Marks count code points, a Range counts UTF-16 units.
const pane = document.getElementById("text");
const said = document.getElementById("said");
const node = pane.firstChild ?? pane.appendChild(document.createTextNode(""));
const units = unitsOf(node.data);
const marks = JSON.parse(document.getElementById("marks").textContent)
  .map(([start, end, kind, key]) => ({ start: units(start), end: units(end), kind, key }));
const stops = marks.filter(({ kind }) => kind !== "questions" && kind !== "headings");
let chosen = null;
let cameFrom = null;

function unitsOf(text) {
  const wide = [];
  let point = 0;
  for (const letter of text) {
    if (letter.length === 2) wide.push(point);
    point += 1;
  }
  return (at) => {
    let [low, high] = [0, wide.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (wide[middle] < at) low = middle + 1; else high = middle;
    }
    return at + low;
  };
}

function rangeOf({ start, end }) {
  const range = new Range();
  range.setStart(node, start);
  range.setEnd(node, end);
  return range;
}

function paint() {
  for (const kind of new Set(marks.map((mark) => mark.kind))) {
    CSS.highlights.set(kind, new Highlight(...marks.filter((mark) => mark.kind === kind).map(rangeOf)));
  }
}

function choose(mark) {
  chosen = mark;
  const highlight = new Highlight(rangeOf(mark));
  highlight.priority = 1;
  CSS.highlights.set("chosen", highlight);
  document.querySelectorAll("button.place[aria-current], .chosen").forEach((each) => {
    each.removeAttribute("aria-current");
    each.classList.remove("chosen");
  });
  const shown = document.getElementById(mark.key);
  shown?.classList.add("chosen");
  buttonOf(mark)?.setAttribute("aria-current", "true");
}

function buttonOf(mark) {
  return [...document.querySelectorAll("button.place")]
    .find((each) => each.dataset.key === mark.key && units(+each.dataset.start) === mark.start);
}

function showWords(mark) {
  const box = rangeOf(mark).getBoundingClientRect();
  const scroller = pane.scrollHeight > pane.clientHeight + 1 ? pane : null;
  const frame = scroller ? pane.getBoundingClientRect() : { top: 0, bottom: innerHeight, height: innerHeight };
  if (box.top < frame.top + 24 || box.bottom > frame.bottom - 24) {
    (scroller ?? window).scrollBy({ top: box.top - frame.top - frame.height / 3 });
  }
}

function showRecord(mark) {
  document.getElementById(mark.key)?.scrollIntoView({ block: "nearest" });
}

function tell(mark) {
  const name = document.getElementById(mark.key)?.querySelector(".name")?.textContent;
  said.textContent = `${node.data.slice(mark.start, mark.end)}: ${mark.kind}${name ? `, ${name}` : ""}`;
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest?.("button.place");
  if (!button) return;
  const mark = { start: units(+button.dataset.start), end: units(+button.dataset.end), key: button.dataset.key, kind: "" };
  cameFrom = button;
  choose(mark);
  showWords(mark);
  pane.focus({ preventScroll: true });
});

pane.addEventListener("click", (event) => {
  const caret = document.caretPositionFromPoint?.(event.clientX, event.clientY);
  if (caret?.offsetNode !== node || !getSelection().isCollapsed) return;
  const under = marks.filter(({ start, end }) => start <= caret.offset && caret.offset < end);
  if (!under.length) return;
  const mark = under.reduce((least, each) => (each.end - each.start < least.end - least.start ? each : least));
  choose(mark);
  showRecord(mark);
});

function step(by) {
  const at = chosen ? chosen.start : -1;
  const mark = by > 0 ? stops.find(({ start }) => start > at) : stops.findLast(({ start }) => start < at);
  if (!mark) return;
  choose(mark);
  showWords(mark);
  showRecord(mark);
  tell(mark);
}

pane.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "n") step(1);
  else if (event.key === "p") step(-1);
  else if (event.key === "Enter" && chosen) (buttonOf(chosen) ?? document.getElementById(chosen.key))?.focus();
  else if (event.key === "Escape") cameFrom?.focus();
  else return;
  // The button that has the focus now would be pressed by the same Enter.
  event.preventDefault();
});

document.querySelector(".record").addEventListener("keydown", ({ key }) => {
  if (key === "Escape") pane.focus({ preventScroll: true });
});

if (window.CSS?.highlights) paint();
