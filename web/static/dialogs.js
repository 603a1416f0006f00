// Forms in dialogs: the facts of a thing, a pair or the title, and the note that goes with the next decision.
import { addAs, correct, correctPair, correctTitle, chosenThing, noteNow, seenOf, setAskFacts, setNote } from "./acts.js";
import { chosenMark, kindOf, shownOf } from "./choosing.js";
import { tell } from "./telling.js";
import { shortly, wordsOf } from "./text.js";

const edit = document.getElementById("edit");
const note = document.getElementById("note");
let onGiven = () => {};

const NUMBERS = new Set(["value", "value_to"]);

export function open(dialog) {
  if (!dialog.open) dialog.showModal();
}

function fieldsOf(field) {
  let found = null;
  for (const group of edit.querySelectorAll("fieldset")) {
    const isIt = group.dataset.field === field;
    group.hidden = group.disabled = !isIt;
    if (isIt) found = group;
  }
  return found;
}

function fill(group, seen) {
  for (const input of group.elements) {
    const value = seen[input.name];
    if (input.type === "checkbox") input.checked = value ?? true;
    else input.value = Array.isArray(value) ? value.join("; ") : value?.currency !== undefined ? amountOf(value) : value ?? "";
  }
}

const amountOf = ({ value, value_to: upper, currency }) => [value, upper, currency].filter((each) => each != null).join(" ");

function given(group) {
  const value = {};
  for (const input of group.elements) {
    if (input.type === "checkbox") value[input.name] = input.checked;
    else if (NUMBERS.has(input.name) && input.type === "number") value[input.name] = input.value === "" ? null : Number(input.value);
    else value[input.name] = input.value.trim().replace(/\s+/g, " ") || null;
  }
  return value;
}

// The form for a field; `take` gets what was given, and the form comes again with words where that is refused.
function askFor(field, title, seen, take, why = "") {
  const group = fieldsOf(field);
  edit.querySelector("h2").textContent = title;
  fill(group, seen);
  edit.querySelector(".said").textContent = why;
  edit.querySelector(".said").hidden = !why;
  onGiven = () => {
    const value = given(group);
    take(value, (words) => askFor(field, title, { ...seen, ...value }, take, words));
  };
  open(edit);
  group.elements[0]?.focus();
}

const changed = (value, seen) => Object.fromEntries(Object.entries(value).filter(([name, each]) => each !== (seen[name] ?? null)));

export function editFacts() {
  const mark = chosenMark();
  if (mark && shownOf(mark)?.dataset.field === "pairs") return editPair(mark);
  if (!chosenThing("editing facts")) return;
  const seen = seenOf(mark);
  askFor(mark.kind, `${kindOf(mark)}: ${shortly(wordsOf(mark))}`, seen, (value, again) => {
    const news = changed(value, seen);
    if (Object.keys(news).length) correct(mark, news, mark.kind, again);
    else tell("Nothing was changed.");
  });
}

function editPair(mark) {
  const shown = shownOf(mark);
  const seen = JSON.parse(shown.dataset.seen);
  const question = shown.querySelector("dt").firstChild.textContent.trim();
  askFor("pairs", `Answer: ${shortly(question)}`, seen, (value, again) => {
    correctPair(mark, { state: value.state, value: value.state === "answered" ? typed(value.value, seen.value) : null }, again);
  });
}

// A typed value in the form that it had: options, an amount, or words.
function typed(words, seen) {
  if (words === null) return null;
  if (Array.isArray(seen)) return words.split(";").map((each) => each.trim()).filter(Boolean);
  if (seen?.currency === undefined) return words;
  const numbers = words.match(/-?\d+(?:\.\d+)?/g) ?? [];
  const currency = words.match(/[A-Z]{3}/)?.[0] ?? null;
  return numbers.length ? { value: Number(numbers[0]), value_to: numbers[1] === undefined ? null : Number(numbers[1]), currency } : words;
}

export function editTitle() {
  const heading = document.querySelector(".heading h1").textContent.trim();
  askFor("title", "Title of the case", { title: heading }, ({ title }, again) => {
    if (title && title !== heading) correctTitle(title, again);
  });
}

export function writeNote() {
  note.querySelector("textarea").value = noteNow();
  open(note);
}

export function keepDialogs() {
  edit.querySelector("form").addEventListener("submit", () => onGiven());
  note.querySelector("form").addEventListener("submit", () => {
    setNote(note.querySelector("textarea").value);
    if (noteNow()) tell("The note goes with the next decision.");
  });
  for (const dialog of document.querySelectorAll("dialog")) {
    dialog.addEventListener("click", ({ target }) => { if (target.closest("[data-close]") || target === dialog) dialog.close(); });
    dialog.addEventListener("close", () => document.getElementById("text").focus({ preventScroll: true }));
  }
  // Facts that the words do not tell, of what was added or has another kind now.
  setAskFacts((mark, before, why) => {
    const take = (value, again) => (before ? correct(before, value, mark.kind, again) : addAs(mark.kind, value, mark, again));
    askFor(mark.kind, `${kindOf(mark)}: ${shortly(wordsOf(mark))}`, mark.seen ?? { name: wordsOf(mark) }, take, why);
  });
}


