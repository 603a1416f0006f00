// Which key does what. They work where the focus is in the text or the record, and nowhere else.
import * as acts from "./acts.js";
import { backToPlace, choose, chosenMark, describe, kindOf, shownOf, step, toRecord } from "./choosing.js";
import { editFacts, editTitle, open, writeNote } from "./dialogs.js";
import { isLed, onward } from "./leading.js";
import { merge, split } from "./joining.js";
import { KINDS } from "./marks.js";
import { redo, undo } from "./saving.js";
import { hideMenu, isMenuOpen, isWalking, selected, showMenu, unselect, walk, walkBy } from "./selecting.js";
import { tell } from "./telling.js";
import { pane, shortly, wordsOf } from "./text.js";

const isStop = ({ kind }) => kind !== "questions" && kind !== "headings";

export function go(by) {
  const mark = step(by, isStop);
  if (mark) tell(describe(mark));
}

function toDoubt(by) {
  if (by > 0 && isLed) return onward();
  const mark = acts.nextDoubt(by);
  if (mark) tell(describe(mark));
}

function toQuestion() {
  const mark = step(1, ({ kind }) => !isStop({ kind }), true);
  if (mark) tell(`${kindOf(mark)}: ${wordsOf(mark)}`);
}

export const titleOf = (span) => {
  const mark = chosenMark();
  const field = shownOf(mark)?.dataset.field;
  const bound = field === "pairs" || field === "sections" ? `; b: the ${field === "pairs" ? "answer" : "section"} goes over them` : "";
  return `Add “${shortly(wordsOf(span), 30)}” as${bound}`;
};

function openKinds() {
  const span = selected();
  const mark = span ? null : acts.chosenThing("another kind");
  if (!span && !mark) return;
  showMenu(span ?? mark, span ? titleOf(span) : `“${shortly(wordsOf(mark), 30)}” is`);
  document.querySelector("#menu button").focus();
}

function toKind(kind) {
  hideMenu();
  pane.focus({ preventScroll: true });
  if (selected()) acts.addAs(kind); else acts.changeKind(kind);
}

export const reading = { next: () => go(1), previous: () => go(-1), question: toQuestion, help: () => open(document.getElementById("help")) };

export const deciding = {
  accept: acts.accept,
  settle: acts.settle,
  reject: () => acts.reject("thing"),
  here: () => acts.reject("mention"),
  kind: openKinds,
  edit: editFacts,
  title: editTitle,
  "start-out": () => acts.stretch("start", 1),
  "start-in": () => acts.stretch("start", -1),
  "end-out": () => acts.stretch("end", 1),
  "end-in": () => acts.stretch("end", -1),
  doubt: () => toDoubt(1),
  "doubt-before": () => toDoubt(-1),
  words: walk,
  bound: () => acts.bound(),
  merge,
  split,
  undo,
  redo,
  note: writeNote,
  ...Object.fromEntries(KINDS.map((kind) => [kind, () => toKind(kind)])),
};

// The keys stand in the page, in the list of them all that `?` shows.
function readKeys() {
  const rows = document.querySelectorAll("#help [data-key]");
  return new Map([...rows].map(({ dataset }) => [dataset.key, dataset.does]));
}

function escape() {
  if (isMenuOpen() || isWalking() || selected()) {
    unselect();
    pane.focus({ preventScroll: true });
  } else if (!pane.contains(document.activeElement)) pane.focus({ preventScroll: true });
  else if (!backToPlace()) choose(null);
}

const isTyped = ({ ctrlKey, metaKey, altKey }, altGr) => altGr || !(ctrlKey || metaKey || altKey);

export function keepKeys(does) {
  const keys = readKeys();
  document.querySelector("main").addEventListener("keydown", (event) => {
    if (event.target.closest("dialog, input, select, textarea") || !isTyped(event, event.getModifierState("AltGraph"))) return;
    const act = does[keys.get(event.key)];
    if (event.key === "Escape") escape();
    else if (walkKey(event, does)) { /* the selection went on */ }
    else if (event.key === "Enter" && event.target === pane && isThingOrPair()) toRecord();
    else if (act && keys.get(event.key)) act();
    else return;
    // The button that has the focus now would be pressed by the same key.
    event.preventDefault();
  });
  document.addEventListener("click", ({ target }) => {
    const button = target.closest?.("[data-act]");
    does[button?.dataset.act]?.(button);
  });
}

const walkKey = (event, does) => does.words && event.target === pane && walkBy(event.key, event.shiftKey);
const isThingOrPair = () => Boolean(chosenMark()) && Boolean(shownOf(chosenMark()));

