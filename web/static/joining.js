// Merging and keeping apart: a search box over the things of this case and of the others (a combobox as ARIA has it).
import { chosenThing, tie } from "./acts.js";
import { kindOf, record } from "./choosing.js";
import { marks } from "./marks.js";
import { open } from "./dialogs.js";
import { tell } from "./telling.js";
import { points, shortly, wordsOf } from "./text.js";

const TIED = new Set(["actors", "persons", "events"]);
const PAUSE = 150;
const dialog = document.getElementById("join");
const box = dialog?.querySelector("[role=combobox]");
const list = dialog?.querySelector("[role=listbox]");
let asked = null; // what is joined: the mark, the act, what may be chosen
let offers = [];
let active = -1;
let timer = 0;

const fold = (words) => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

function tied(what) {
  const mark = chosenThing(what);
  if (!mark) return null;
  if (TIED.has(mark.kind)) return mark;
  tell(`A ${kindOf(mark)} is never two: only actors, persons and events are merged and kept apart.`);
  return null;
}

// The other things of this kind in the case.
function othersHere(mark) {
  return [...record.querySelectorAll(`li[data-field="${mark.kind}"]`)].filter(({ id }) => id !== mark.key).map((shown) => ({
    key: shown.dataset.id, said: shown.querySelector(".name").textContent, fact: shown.querySelector(".dim")?.textContent ?? "",
  }));
}

// The other forms of the thing itself, each with a place where it stands.
function formsOf(mark) {
  const mine = fold(wordsOf(mark));
  const forms = new Map();
  for (const each of marks()) {
    const words = wordsOf(each);
    if (each.kind !== mark.kind || each.key !== mark.key || fold(words) === mine || forms.has(fold(words))) continue;
    forms.set(fold(words), { name: words, start: points(each.start), said: words, fact: "taken for the same here" });
  }
  return [...forms.values()];
}

export function merge() {
  const mark = tied("merging");
  if (mark) begin(mark, "same", `“${shortly(wordsOf(mark))}” is the same as …`, othersHere(mark));
}

export function split() {
  const mark = tied("keeping apart");
  if (mark) begin(mark, "different", `“${shortly(wordsOf(mark))}” is not the same as …`, [...formsOf(mark), ...othersHere(mark)]);
}

function begin(mark, act, title, here) {
  asked = { mark, act, here };
  dialog.querySelector("h2").textContent = title;
  box.value = "";
  offer(here);
  open(dialog);
  box.focus();
}

function offer(found) {
  offers = found.slice(0, 50);
  active = -1;
  box.removeAttribute("aria-activedescendant");
  list.replaceChildren(...offers.map(({ said, fact }, nth) => {
    const option = document.createElement("li");
    option.id = `offer-${nth}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    const name = document.createElement("span");
    const more = document.createElement("span");
    name.textContent = said;
    more.textContent = ` ${fact}`;
    more.className = "dim";
    option.append(name, more);
    return option;
  }));
  box.setAttribute("aria-expanded", String(offers.length > 0));
  dialog.querySelector("[role=status]").textContent = offers.length ? `${offers.length} to choose from` : "Nothing is called that.";
}

function move(by) {
  if (!offers.length) return;
  list.children[active]?.setAttribute("aria-selected", "false");
  active = active < 0 ? (by > 0 ? 0 : offers.length - 1) : (active + by + offers.length) % offers.length;
  const option = list.children[active];
  option.setAttribute("aria-selected", "true");
  option.scrollIntoView({ block: "nearest" });
  box.setAttribute("aria-activedescendant", option.id);
}

function take(nth) {
  const other = offers[nth];
  if (!other) return;
  dialog.close();
  tie(asked.mark, asked.act, other);
}

// What the case itself has is offered at once, what others have when they have answered.
function search() {
  const words = box.value.trim();
  const here = asked.here.filter(({ said }) => fold(said).includes(fold(words)));
  offer(here);
  clearTimeout(timer);
  if (words) timer = setTimeout(searchElsewhere, PAUSE, words, here);
}

async function searchElsewhere(words, here) {
  const query = new URLSearchParams({ q: words, case: document.getElementById("desk").dataset.case, field: asked.mark.kind });
  const answer = await fetch(`/api/v1/names?${query}`).catch(() => null);
  if (!answer?.ok || box.value.trim() !== words || active >= 0) return;
  offer([...here, ...elsewhere(await answer.json())]);
}

function elsewhere({ names = [] }) {
  return names.filter((each) => each.case !== document.getElementById("desk").dataset.case)
    .map(({ case: where, key, name, title = "", fact = "" }) => ({ case: where, key, name, said: name, fact: [fact, title].filter(Boolean).join(" · ") }));
}

export function keepJoining() {
  box.addEventListener("input", search);
  box.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") move(1);
    else if (event.key === "ArrowUp") move(-1);
    else if (event.key === "Enter") take(active < 0 && offers.length === 1 ? 0 : active);
    else return;
    event.preventDefault();
  });
  list.addEventListener("click", ({ target }) => {
    take([...list.children].indexOf(target.closest("[role=option]")));
  });
}
