// Which mark is chosen: in the text and in the record beside it, by click, key or focus.
import { isAt, isThing, marks, watch } from "./marks.js";
import { paintChosen } from "./painting.js";
import { tell } from "./telling.js";
import { node, pane, rangeOf, shortly, units, wordsOf } from "./text.js";

export const record = document.querySelector(".record .scroll");
const KIND = { questions: "question", headings: "heading", pairs: "answer" };
let chosen = null;
let at = -1;
let cameFrom = null;
const watchers = [];

export const chosenMark = () => chosen;
export const whereNow = () => at;
export const onChoice = (watcher) => watchers.push(watcher);
export const kindOf = ({ kind }) => KIND[kind] ?? kind.slice(0, -1);
export const shownOf = (mark) => document.getElementById(mark?.key ?? "");

export function placeOf(button) {
  const { start, end, key } = button.dataset;
  const kind = button.closest("[data-field]")?.dataset.field ?? "";
  return { start: units(+start), end: units(+end), key, kind };
}

function buttonOf(mark) {
  return [...record.querySelectorAll("button.place")]
    .find((each) => each.dataset.key === mark.key && units(+each.dataset.start) === mark.start);
}

export function choose(mark) {
  chosen = mark;
  if (mark) at = mark.start;
  paintChosen(mark);
  for (const each of record.querySelectorAll("button.place[aria-current], .chosen")) {
    if (each.matches("button")) each.removeAttribute("aria-current");
    each.classList.remove("chosen");
  }
  if (mark) {
    shownOf(mark)?.classList.add("chosen");
    buttonOf(mark)?.setAttribute("aria-current", "true");
  }
  watchers.forEach((watcher) => watcher(mark));
}

// The marks are other ones now: what was chosen is looked for among them.
watch((all) => {
  if (!chosen) return;
  if (!isThing(chosen)) return choose(shownOf(chosen) ? chosen : null);
  choose(all.find((each) => isAt(each, chosen)) ?? null);
});

export function showWords(mark) {
  const box = rangeOf(mark).getBoundingClientRect();
  const scroller = pane.scrollHeight > pane.clientHeight + 1 ? pane : null;
  const frame = scroller ? pane.getBoundingClientRect() : { top: 0, bottom: innerHeight, height: innerHeight };
  const below = scroller ? 24 : 24 + (document.querySelector(".tools")?.offsetHeight ?? 0);
  if (box.top < frame.top + 24 || box.bottom > frame.bottom - below) {
    (scroller ?? window).scrollBy({ top: box.top - frame.top - frame.height / 3 });
  }
}

export function showRecord(mark) {
  // On a narrow screen the record stands below the text, which would go out of sight.
  if (pane.scrollHeight > pane.clientHeight + 1) shownOf(mark)?.scrollIntoView({ block: "nearest" });
}

export function describe(mark) {
  const shown = shownOf(mark);
  const name = shown?.querySelector(".name")?.textContent;
  const sure = { doubt: ", not sure", curator: ", by a curator" }[mark.told] ?? "";
  const words = shortly(wordsOf(mark));
  return `${words}: ${kindOf(mark)}${name && isThing(mark) && name !== words ? `, ${name}` : ""}${sure}`;
}

// The next of those that `suits` says, from where one is; round the page where `round`.
export function step(by, suits, round = false) {
  const all = marks().filter(suits);
  const found = by > 0 ? all.find(({ start }) => start > at) : all.findLast(({ start }) => start < at);
  const mark = found ?? (round ? all.at(by > 0 ? 0 : -1) : undefined);
  if (!mark) return null;
  choose(mark);
  showWords(mark);
  showRecord(mark);
  return mark;
}

record.addEventListener("click", ({ target }) => {
  const button = target.closest?.("button.place");
  if (!button) return;
  cameFrom = { key: button.dataset.key, start: button.dataset.start };
  const mark = placeOf(button);
  choose(marks().find((each) => isAt(each, mark)) ?? mark);
  tell(describe(chosen));
  showWords(mark);
  pane.focus({ preventScroll: true });
});

record.addEventListener("focusin", ({ target }) => {
  if (!target.matches("button.place")) return;
  const mark = placeOf(target);
  choose(marks().find((each) => isAt(each, mark)) ?? mark);
});

function offsetAt(x, y) {
  const caret = document.caretPositionFromPoint?.(x, y);
  if (caret) return caret.offsetNode === node ? caret.offset : null;
  const range = document.caretRangeFromPoint?.(x, y);
  return range?.startContainer === node ? range.startOffset : null;
}

pane.addEventListener("click", (event) => {
  const at = offsetAt(event.clientX, event.clientY);
  if (at === null || !getSelection().isCollapsed) return;
  const under = marks().filter(({ start, end }) => start <= at && at < end);
  if (!under.length) return;
  const mark = under.reduce((least, each) => (each.end - each.start < least.end - least.start ? each : least));
  choose(mark);
  tell(describe(mark));
  showRecord(mark);
});

export function toRecord() {
  const goal = chosen && (buttonOf(chosen) ?? shownOf(chosen));
  goal?.focus();
  return Boolean(goal);
}

export function backToPlace() {
  if (!cameFrom) return false;
  const places = [...record.querySelectorAll("button.place")];
  const back = places.find(({ dataset }) => dataset.key === cameFrom.key && dataset.start === cameFrom.start);
  back?.focus();
  return Boolean(back);
}
