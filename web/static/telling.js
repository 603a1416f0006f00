// What is said to the curator: what was saved, what went wrong, what others did, how many doubts are left.
const said = document.getElementById("said");
const undo = document.getElementById("said-undo");
const waits = document.getElementById("waits");
const banner = document.getElementById("banner");
const doubts = document.getElementById("doubts");
let most = 0;

export function tell(words, { undoable = false, bad = false } = {}) {
  said.textContent = words;
  said.classList.toggle("bad", bad);
  if (undo) undo.hidden = !undoable;
}

export function tellWaiting(count) {
  if (waits) waits.textContent = count ? `${count} not saved yet` : "";
}

function made(tag, words, attributes = {}) {
  const element = document.createElement(tag);
  element.textContent = words;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

// A banner stays until one of its answers is chosen: `[words, what to do]`.
export function ask(title, lines, answers, link = null) {
  const list = made("ul", "");
  list.append(...lines.map((line) => made("li", line)));
  const row = made("p", "", { class: "answers" });
  if (link) row.append(made("a", link.words, { href: link.href, target: "_blank" }));
  for (const [words, act] of answers) {
    const button = made("button", words, { type: "button" });
    button.addEventListener("click", () => { unask(); document.getElementById("text").focus(); act(); });
    row.append(button);
  }
  banner.replaceChildren(made("p", title, { class: "title" }), ...(lines.length ? [list] : []), row);
  banner.hidden = false;
}

export function unask() {
  banner.hidden = true;
  banner.replaceChildren();
}

// Things that the machine is not sure of, each counted once however often it stands there.
export function countDoubts(marks) {
  if (!doubts) return;
  const left = new Set(marks.filter(({ told }) => told === "doubt").map(({ kind, key }) => `${kind} ${key}`)).size;
  most = Math.max(most, left);
  const settled = most - left;
  doubts.hidden = most === 0;
  doubts.querySelector("progress").max = most || 1;
  doubts.querySelector("progress").value = settled;
  doubts.querySelector("span").textContent = `${settled} of ${most} ${most === 1 ? "doubt" : "doubts"} settled`;
}
