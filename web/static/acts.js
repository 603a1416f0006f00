// What a curator can do to what is chosen: each act says its effect on the marks at once and its intent once it is sent.
import { choose, chosenMark, kindOf, placeOf, shownOf, step } from "./choosing.js";
import { isThing, marks, saidAt } from "./marks.js";
import { ledTo } from "./leading.js";
import { save } from "./saving.js";
import { selected, unselect } from "./selecting.js";
import { tell } from "./telling.js";
import { edges, moved, points, shortly, units, wordsOf } from "./text.js";

let note = "";
let added = 0;
const noted = document.getElementById("noted");

export function setNote(words) {
  note = words.trim();
  if (noted) noted.textContent = note ? `With the next: “${shortly(note, 40)}”` : "";
}

export const noteNow = () => note;

function decide(change) {
  const kept = note || null;
  setNote("");
  save({ ...change, note: kept });
}

export function chosenThing(what = "this") {
  const mark = chosenMark();
  if (mark && isThing(mark)) return mark;
  tell(mark ? `A ${kindOf(mark)} is chosen; ${what} needs a thing.` : "Choose something first: n, p and d go to it, or a click.");
  return null;
}

const named = (mark) => `“${shortly(wordsOf(mark))}”`;
const all = (mark) => marks().filter(({ kind, key }) => kind === mark.kind && key === mark.key);

// What the record says of the mark's thing; of one that is not saved yet, what was said in adding it.
export function seenOf(mark) {
  return mark.seen ?? JSON.parse(shownOf(mark)?.dataset.seen ?? "{}");
}

// What the mark is called by, by the time that its turn has come.
function called(mark) {
  const now = saidAt(mark);
  const shown = now && shownOf(now);
  return shown ? { field: now.kind, key: shown.dataset.id, start: points(now.start) } : null;
}

// What is gone by now, because others decided otherwise, is added anew where one wants that anyway.
function about(mark, act, more = () => ({})) {
  const seen = seenOf(mark);
  return (anyway) => {
    const who = called(mark);
    if (who) return [{ act, ...who, ...more() }];
    if (!anyway || (act !== "confirm" && act !== "correct")) return null;
    const { value, onto } = more();
    const { start, end } = onto ?? { start: points(mark.start), end: points(mark.end) };
    return [{ act: "add", value: { thing: kindOf(mark), ...seen, ...value }, start, end }];
  };
}

// A finding was seen, an answer is right: there is nothing to paint.
function confirm(shown) {
  const { field, id: key } = shown.dataset;
  const said = shown.querySelector(".name, dt")?.firstChild?.textContent.trim() ?? "";
  const words = field === "findings" ? `Seen: “${shortly(said)}”` : `Accepted the answer to “${shortly(said)}”`;
  decide({ words, intents: () => [{ act: "confirm", field, key }] });
}

const CONFIRMED = ["findings", "pairs"];

export function settle(button) {
  const shown = document.getElementById(button.dataset.of);
  if (shown) confirm(shown);
}

export function accept() {
  const shown = chosenMark() ? shownOf(chosenMark()) : ledTo();
  if (CONFIRMED.includes(shown?.dataset.field)) return confirm(shown);
  const mark = chosenThing("accepting");
  if (!mark) return;
  const sure = all(mark).map((each) => ({ ...each, told: each === mark ? "curator" : each.told === "doubt" ? "" : each.told }));
  decide({ words: `Accepted ${named(mark)}`, effect: { gone: all(mark), come: sure }, intents: about(mark, "confirm") });
}

export function reject(scope = "thing") {
  const mark = chosenThing("rejecting");
  if (!mark) return;
  const gone = scope === "thing" ? all(mark) : [mark];
  const words = scope === "thing" ? `Rejected ${named(mark)}` : `Rejected ${named(mark)} at this place`;
  decide({ words, effect: { gone, come: [] }, intents: about(mark, "reject", () => ({ scope })) });
}

export function changeKind(kind) {
  const mark = chosenThing("another kind");
  if (!mark) return;
  if (mark.kind === kind) return tell(`${named(mark)} is ${kindOf(mark)} already.`);
  const come = all(mark).map((each) => ({ ...each, kind, told: "curator", seen: { name: wordsOf(mark) } }));
  const value = { thing: kindOf({ kind }) };
  const change = { words: `${named(mark)} is now: ${kindOf({ kind })}`, intents: about(mark, "correct", () => ({ value })) };
  decide({ ...change, effect: { gone: all(mark), come }, refused: (why) => askFacts({ ...mark, kind, seen: { name: wordsOf(mark) } }, mark, why) });
  choose(marks().find((each) => each.kind === kind && each.start === mark.start) ?? null);
}

// Facts that the words do not tell are asked for, by whoever shows the form.
let askFacts = () => {};
export const setAskFacts = (asker) => { askFacts = asker; };

export function correct(mark, value, kind = mark.kind, refused = undefined) {
  const come = all(mark).map((each) => ({ ...each, kind, told: "curator", seen: { ...seenOf(mark), ...value } }));
  const said = kind === mark.kind ? value : { thing: kindOf({ kind }), ...value };
  const words = `Corrected ${named(mark)}`;
  decide({ words, effect: { gone: all(mark), come }, intents: about(mark, "correct", () => ({ value: said })), refused });
}

export function addAs(kind, value = {}, span = selected(), refused = undefined) {
  if (!span) return tell("Select words first: with the mouse, or c and Shift with the arrow keys.");
  added += 1;
  const mark = { ...span, kind, key: `added-${added}`, told: "curator", seen: { name: wordsOf(span), ...value } };
  const said = { thing: kindOf(mark), ...value };
  const intents = () => [{ act: "add", value: said, start: points(span.start), end: points(span.end) }];
  const words = `Added ${named(span)}: ${kindOf(mark)}`;
  unselect();
  decide({ words, effect: { gone: [], come: [mark] }, intents, refused: refused ?? ((why) => askFacts(mark, null, why)) });
  choose(mark);
}

export function stretch(side, by) {
  const mark = chosenMark();
  if (!mark) return chosenThing();
  if (!isThing(mark)) return stretchAnswer(mark, side, by);
  const span = moved(mark, side, by);
  if (!span) return tell(by > 0 ? "The words end here." : "One word is the least.");
  const come = { ...mark, ...span, told: "curator" };
  const onto = { start: points(span.start), end: points(span.end) };
  const gone = marks().filter((each) => each.kind === mark.kind && each.start < span.end && span.start < each.end);
  const words = `${named(mark)} is now ${named(come)}`;
  decide({ words, effect: { gone, come: [come] }, intents: about(mark, "correct", () => ({ onto })) });
  choose(come);
}

// The bounds that the chosen answer or section has now, or was given last.
function boundsOf(mark) {
  const shown = shownOf(mark);
  if (!shown) return null;
  if (shown.dataset.field === "sections") return { start: units(+shown.dataset.start), end: units(+shown.dataset.end) };
  const button = shown.querySelector("button.place");
  return button && placeOf(button);
}

const wanted = new Map();

function stretchAnswer(mark, side, by) {
  const bounds = wanted.get(mark.key) ?? boundsOf(mark);
  if (!bounds) return tell("No answer stands there: select its words, then press b.");
  const span = moved(bounds, side, by);
  if (!span) return tell(by > 0 ? "The words end here." : "One word is the least.");
  bound(mark, span);
}

export function bound(mark = chosenMark(), span = selected()) {
  const shown = shownOf(mark);
  const field = shown?.dataset.field;
  if (field !== "pairs" && field !== "sections") return tell("Choose a question or a heading first, then select the words that belong to it.");
  if (!span) return tell("Select the words that belong to it first, then press b.");
  unselect();
  const [begins, ends] = edges(span).map(({ start, end }) => ({ start: points(start), end: points(end) }));
  const key = shown.dataset.id;
  const what = field === "pairs" ? "The answer" : "The section";
  wanted.set(mark.key, span);
  const forget = () => wanted.delete(mark.key);
  decide({ words: `${what} is now “${shortly(wordsOf(span))}”`, intents: () => [{ act: "bound", field, key, begins, ends }], saved: forget, refused: forget });
}

export function correctPair(mark, value, refused) {
  const shown = shownOf(mark);
  const question = shown.querySelector("dt")?.firstChild?.textContent.trim() ?? "";
  const intents = () => [{ act: "correct", field: "pairs", key: shown.dataset.id, value: { thing: "pair", ...value } }];
  decide({ words: `Corrected “${shortly(question)}”`, intents, refused });
}

export function correctTitle(title, refused) {
  const intents = () => [{ act: "correct", field: "title", key: "", value: { thing: "title", title } }];
  decide({ words: `The title is now “${shortly(title)}”`, intents, refused });
}

// Merged (`same`) or kept apart (`different`).
export function tie(mark, act, other) {
  const twin = act === "same" && other.key && !other.case && marks().find(({ key }) => shownOf({ key })?.dataset.id === other.key);
  const gone = twin ? all(twin) : [];
  const come = gone.map((each) => ({ ...each, key: mark.key, told: "curator" }));
  const words = act === "same" ? `${named(mark)} and “${shortly(other.said)}” are one` : `${named(mark)} is not “${shortly(other.said)}”`;
  const party = Object.fromEntries(["case", "key", "name", "start"].filter((name) => other[name] != null).map((name) => [name, other[name]]));
  decide({ words, effect: { gone, come }, intents: about(mark, act, () => ({ other: party })) });
}

export function nextDoubt(by) {
  const found = step(by, ({ told }) => told === "doubt", true);
  if (!found) tell("No doubt is left on this page.");
  return found;
}
