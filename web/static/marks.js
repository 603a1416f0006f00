// What is marked in the text: as the server last said, and as it will be once what waits is saved.
import { units } from "./text.js";

export const KINDS = ["actors", "events", "persons", "contacts", "places", "dates", "amounts", "instruments"];

let said = [];
let waiting = [];
let seen = [];
const watchers = [];

export const isThing = ({ kind }) => KINDS.includes(kind);
export const isAt = (one, other) => one.start === other.start && one.end === other.end && one.kind === other.kind;
export const marks = () => seen;
export const saidAt = (mark) => said.find((each) => isAt(each, mark));
export const watch = (watcher) => watchers.push(watcher);

const inOrder = (one, other) => one.start - other.start || other.end - one.end;

// The marks after a change: `gone` go, `come` come.
function after(before, { gone, come }) {
  const kept = before.filter((each) => !gone.some((one) => isAt(one, each)) && !come.some((one) => isAt(one, each)));
  return [...kept, ...come].sort(inOrder);
}

export const reverse = ({ gone, come }) => ({ gone: come, come: gone });

export function show(changes = waiting) {
  waiting = changes;
  seen = waiting.reduce(after, said);
  watchers.forEach((watcher) => watcher(seen));
}

// The marks as the server says them: start, end, kind, key of what is shown in the record, how sure.
export function learn(tuples) {
  said = tuples.map(([start, end, kind, key, told]) => ({ start: units(start), end: units(end), kind, key, told }));
}
