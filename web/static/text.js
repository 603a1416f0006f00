// The words of the page stand in one text node. The server counts code points, the browser UTF-16 units.
export const pane = document.getElementById("text");
export const node = pane.firstChild ?? pane.appendChild(document.createTextNode(""));

const wide = [];
{
  let point = 0;
  for (const letter of node.data) {
    if (letter.length === 2) wide.push(point);
    point += 1;
  }
}

// How many of the sorted `all` are less than `limit`, each seen as `value` tells.
function countBelow(all, limit, value) {
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value(all[middle], middle) < limit) low = middle + 1; else high = middle;
  }
  return low;
}

export const units = (point) => point + countBelow(wide, point, (each) => each);
export const points = (unit) => unit - countBelow(wide, unit, (each, nth) => each + nth);

export function rangeOf({ start, end }) {
  const range = new Range();
  range.setStart(node, Math.min(start, node.length));
  range.setEnd(node, Math.min(end, node.length));
  return range;
}

export const wordsOf = ({ start, end }) => node.data.slice(start, end).replace(/\s+/g, " ").trim();

export function shortly(words, most = 60) {
  const letters = [...words];
  return letters.length > most ? `${letters.slice(0, most - 1).join("")}…` : words;
}

let cut = null;

// Every word of the page, as its language parts words.
export function words() {
  if (cut) return cut;
  const segments = new Intl.Segmenter(pane.lang || "en", { granularity: "word" }).segment(node.data);
  cut = [];
  for (const { index, segment, isWordLike } of segments) {
    if (isWordLike) cut.push({ start: index, end: index + segment.length });
  }
  return cut;
}

// The first word that ends after `at`; beyond the last word the last.
export function wordAt(at) {
  const all = words();
  return Math.min(countBelow(all, at + 1, ({ end }) => end), all.length - 1);
}

// Whole words, without the blanks around them; null where there is none.
export function whole({ start, end }) {
  const data = node.data;
  while (start < end && /\s/.test(data[start])) start += 1;
  while (end > start && /\s/.test(data[end - 1])) end -= 1;
  if (start >= end) return null;
  const first = words()[wordAt(start)];
  const last = words().findLast((each) => each.start < end);
  if (first && first.start < start && start < first.end) start = first.start;
  if (last && last.start < end && end < last.end) end = last.end;
  return { start, end };
}

// Its first and its last word.
export function edges({ start, end }) {
  const within = words().filter((each) => each.start < end && start < each.end);
  const [first, last] = within.length ? [within[0], within.at(-1)] : [{ start, end }, { start, end }];
  return [{ start, end: first.end }, { start: last.start, end }];
}

// The span with its end (or its beginning) moved by a word; null where that cannot be.
export function moved({ start, end }, side, by) {
  const all = words();
  const grown = { start, end };
  if (side === "end" && by > 0) grown.end = all.find((each) => each.end > end)?.end;
  if (side === "end" && by < 0) grown.end = all.findLast((each) => each.end < end && each.end > start)?.end;
  if (side === "start" && by > 0) grown.start = all.findLast((each) => each.start < start)?.start;
  if (side === "start" && by < 0) grown.start = all.find((each) => each.start > start && each.start < end)?.start;
  if (grown.start === undefined || grown.end === undefined) return null;
  // Beyond a blank line stand other words.
  const gained = side === "end" ? node.data.slice(end, grown.end) : node.data.slice(grown.start, start);
  return by > 0 && /\n\s*\n/.test(gained) ? null : grown;
}
