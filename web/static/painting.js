// Marks painted by the CSS Custom Highlight API: the text stays one node, however many there are.
import { rangeOf } from "./text.js";

const LAYERS = ["curator", "doubt"];
let painted = new Set();

function highlight(name, found, priority) {
  const made = new Highlight(...found.map(rangeOf));
  made.priority = priority;
  CSS.highlights.set(name, made);
}

export function paint(marks) {
  if (!window.CSS?.highlights) return;
  const kinds = new Set(marks.map(({ kind }) => kind));
  for (const kind of painted) if (!kinds.has(kind)) CSS.highlights.delete(kind);
  for (const kind of kinds) highlight(kind, marks.filter((mark) => mark.kind === kind), 0);
  for (const layer of LAYERS) highlight(layer, marks.filter(({ told }) => told === layer), 1);
  painted = kinds;
}

export function paintChosen(mark) {
  if (!window.CSS?.highlights) return;
  if (mark) highlight("chosen", [mark], 2); else CSS.highlights.delete("chosen");
}
