// Whoever comes from the queue is led: to the doubt, to the others on this page, then on to the next case.
import { choose, chosenMark, describe, record, showRecord, showWords, step } from "./choosing.js";
import { isAt, marks } from "./marks.js";
import { whenSaved } from "./saving.js";
import { tell } from "./telling.js";
import { units } from "./text.js";

const lead = document.getElementById("lead");
const seen = new Set();
export const isLed = lead !== null;

const named = ({ kind, key }) => `${kind} ${key}`;

// What in the record the doubt is about.
export function ledTo() {
  if (!lead?.dataset.id) return null;
  return [...record.querySelectorAll("[data-field]")]
    .find(({ dataset }) => dataset.field === lead.dataset.field && dataset.id === lead.dataset.id) ?? null;
}

export function begin() {
  if (!lead?.dataset.field) return;
  const shown = ledTo();
  const { start, end, field } = lead.dataset;
  if (start !== undefined) {
    const span = { start: units(+start), end: units(+end), kind: field, key: shown?.id ?? "" };
    const mark = marks().find((each) => isAt(each, span)) ?? span;
    choose(mark);
    showWords(mark);
    showRecord(mark);
    seen.add(named(mark));
    tell(describe(mark));
  } else if (shown) {
    shown.classList.add("chosen");
    shown.scrollIntoView({ block: "center" });
  }
}

// The next doubt of this page that was not looked at yet; after the last one the next case.
export function onward() {
  const now = chosenMark();
  if (now) seen.add(named(now));
  const mark = step(1, (each) => each.told === "doubt" && !seen.has(named(each)), true);
  if (mark) tell(describe(mark));
  else whenSaved(() => { location.assign(lead.dataset.onward); });
}
