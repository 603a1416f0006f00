// Words selected in the text, with the mouse or by keys alone: then the selection goes from word to word.
import { chosenMark, whereNow } from "./choosing.js";
import { node, pane, rangeOf, whole, wordAt, words } from "./text.js";

const menu = document.getElementById("menu");
const LINE = 6;
let from = null; // the word that a selection by keys began at, and the one that it has come to
let to = null;

// The selected words, whole; null where none are selected.
export function selected() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(node) || !pane.contains(range.commonAncestorContainer)) return null;
  const start = range.startContainer === node ? range.startOffset : 0;
  const end = range.endContainer === node ? range.endOffset : node.length;
  return whole({ start, end });
}

export function unselect() {
  from = to = null;
  getSelection().removeAllRanges();
  hideMenu();
}

export const isWalking = () => to !== null;

function select() {
  const [first, last] = from < to ? [from, to] : [to, from];
  const range = rangeOf({ start: words()[first].start, end: words()[last].end });
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  const box = rangeOf(words()[to]).getBoundingClientRect();
  const frame = pane.scrollHeight > pane.clientHeight + 1 ? pane.getBoundingClientRect() : { top: 0, bottom: innerHeight };
  if (box.top < frame.top + 24) (frame.top ? pane : window).scrollBy({ top: box.top - frame.top - 48 });
  else if (box.bottom > frame.bottom - 24) (frame.top ? pane : window).scrollBy({ top: box.bottom - frame.bottom + 48 });
}

// Selects the first word of what is chosen, or the first in sight.
export function walk() {
  if (!words().length) return;
  const at = whereNow();
  const start = selected()?.start ?? chosenMark()?.start ?? (at < 0 ? firstInSight() : at);
  from = to = wordAt(start);
  select();
}

function firstInSight() {
  const top = Math.max(0, pane.getBoundingClientRect().top);
  return words().find((word) => rangeOf(word).getBoundingClientRect().top >= top)?.start ?? 0;
}

// The word above or below: the nearest of the next line.
function neighbour(by) {
  const box = rangeOf(words()[to]).getBoundingClientRect();
  let best = null;
  let line = null;
  for (let nth = to + by; words()[nth]; nth += by) {
    const other = rangeOf(words()[nth]).getBoundingClientRect();
    if (Math.abs(other.top - box.top) < LINE) continue;
    if (line !== null && Math.abs(other.top - line) >= LINE) break;
    line ??= other.top;
    const far = Math.abs(other.left - box.left);
    if (!best || far < best.far) best = { nth, far };
  }
  return best?.nth ?? to;
}

// Whether the key was one of walking: an arrow (with Shift: takes more), Home or End.
export function walkBy(key, more) {
  if (!isWalking() && !more) return false;
  if (!["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"].includes(key)) return false;
  if (!isWalking()) {
    walk();
    return true;
  }
  const goal = {
    ArrowLeft: () => to - 1, ArrowRight: () => to + 1, ArrowUp: () => neighbour(-1), ArrowDown: () => neighbour(1),
    Home: () => 0, End: () => words().length - 1,
  }[key]();
  to = Math.max(0, Math.min(words().length - 1, goal));
  if (!more) from = to;
  select();
  return true;
}

// The menu of kinds stands by the words that it is for.
export function showMenu(span, title) {
  if (!menu) return;
  menu.querySelector("p").textContent = title;
  menu.hidden = false;
  const boxes = rangeOf(span).getClientRects();
  const box = boxes[boxes.length - 1] ?? pane.getBoundingClientRect();
  const below = box.bottom + 8 + menu.offsetHeight < innerHeight;
  menu.style.top = `${Math.max(8, below ? box.bottom + 8 : box.top - menu.offsetHeight - 8)}px`;
  menu.style.left = `${Math.max(8, Math.min(box.left, innerWidth - menu.offsetWidth - 8))}px`;
}

export function hideMenu() {
  if (menu) menu.hidden = true;
}

export const isMenuOpen = () => Boolean(menu) && !menu.hidden;

export function keepMenu(titleOf) {
  let isDown = false;
  const look = () => {
    const span = selected();
    if (span && !isDown) showMenu(span, titleOf(span));
    else if (!span && !menu.contains(document.activeElement)) hideMenu();
  };
  document.addEventListener("selectionchange", look);
  pane.addEventListener("pointerdown", () => { isDown = true; from = to = null; });
  document.addEventListener("pointerup", () => { isDown = false; look(); });
  document.addEventListener("pointercancel", () => { isDown = false; look(); });
  pane.addEventListener("scroll", hideMenu, { passive: true });
}
