// Changes are shown at once and saved one after the other, each built upon what the server said last.
import { learn, reverse, show } from "./marks.js";
import { ask, tell, tellWaiting, unask } from "./telling.js";
import { choose, chosenMark, record } from "./choosing.js";

const page = document.getElementById("desk").dataset;
const address = `/api/v1/cases/${encodeURIComponent(page.case)}`;
const NOTHING = { gone: [], come: [] };
const queue = [];
const done = [];
const undone = [];
let refused = [];
let last = page.last || null;
let token = document.querySelector("input[name=form_token]")?.value ?? "";
let busy = false;
let held = ""; // why nothing is sent now: "session" or "conflict"

class Refusal extends Error {
  constructor(answer, problem) {
    super(problem.detail || problem.title || `The server answered ${answer.status}.`);
    this.status = answer.status;
    this.problem = problem;
  }
}

function repaint() {
  // Where others decided otherwise, what they decided is shown, not what waits.
  show(held === "conflict" ? [] : queue.map(({ effect }) => effect ?? NOTHING));
  tellWaiting(queue.length + refused.length);
}

// A change: `words` of it, its `effect` on the marks, `intents()` once its turn has come (null: there is nothing to do).
export function save(change) {
  queue.push(change);
  if (!change.toggles) undone.length = 0;
  repaint();
  tell(`${change.words} …`);
  if (held === "session") askToSignIn();
  work();
}

// What waits until all is saved; where something is not, it is forgotten.
let then = null;
export function whenSaved(act) {
  if (!isUnsaved()) return act();
  then = act;
  tell("Saving first …");
}

export const isUnsaved = () => queue.length + refused.length > 0;

async function work() {
  if (busy || held || !queue.length) return;
  busy = true;
  const change = queue[0];
  try {
    const intents = change.intents(change.anyway);
    if (intents) settle(change, await send(change, intents));
    else drop(change, "nothing is there to change any more");
  } catch (fault) {
    fail(change, fault);
  }
  busy = false;
  work();
}

async function send(change, intents, again = true) {
  const answer = await fetch(`${address}/decisions`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-form-token": token },
    body: JSON.stringify({ intents, note: change.note ?? null, after: last, version: +page.version, anyway: change.anyway ?? false }),
  });
  const content = await answer.json().catch(() => ({}));
  if (answer.ok) return content;
  // Signed in again in another tab: the session has another token.
  if (answer.status === 403 && again && await renewToken()) return send(change, intents, false);
  throw new Refusal(answer, content);
}

async function renewToken() {
  const answer = await fetch(location.pathname, { redirect: "manual" });
  if (!answer.ok) return false;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const found = fresh.querySelector("input[name=form_token]")?.value ?? "";
  const isNew = found !== "" && found !== token;
  if (isNew) token = found;
  return isNew;
}

function settle(change, answer) {
  queue.shift();
  change.decisions = answer.undo ?? [];
  keep(change);
  learnAnswer(answer);
  if (!queue.length) tell(`${change.words}. Saved.`, { undoable: done.length > 0 });
  change.saved?.();
  if (!queue.length && then) then();
}

function keep(change) {
  if (change.toggles) (change.isUndo ? undone : done).push(change.toggles);
  else done.push(change);
}

// The record beside the text is the server's: it comes with each answer, and the focus stays where it was.
function learnAnswer({ html, marks, title, last: newest }) {
  if (newest !== undefined) last = newest;
  if (title) document.querySelector(".heading h1").textContent = title;
  const focused = record.contains(document.activeElement) ? document.activeElement : null;
  const chosen = chosenMark();
  if (html !== undefined) record.innerHTML = html;
  if (marks) learn(marks);
  repaint();
  if (focused && !record.contains(focused)) {
    const same = [...record.querySelectorAll("button.place")]
      .find(({ dataset }) => dataset.start === focused.dataset.start && dataset.key === (chosen?.key ?? dataset.key));
    (same ?? record).focus({ preventScroll: true });
  }
}

function drop(change, why) {
  queue.splice(queue.indexOf(change), 1);
  repaint();
  tell(`${change.words}. Not saved: ${why}.`, { bad: true });
}

function fail(change, fault) {
  then = null;
  if (fault.status === 401) signInAgain();
  else if (fault.status === 409) conflict(change, fault.problem);
  else if (fault instanceof Refusal && fault.status < 500) {
    drop(change, fault.message.replace(/\.$/, ""));
    change.refused?.(fault.message);
  } else takeBack(fault instanceof Refusal ? fault.message : "the server cannot be reached");
}

function takeBack(why) {
  refused = [...refused, ...queue.splice(0)];
  repaint();
  const count = refused.length === 1 ? "A change" : `${refused.length} changes`;
  tell(`${refused.at(-1).words}. Not saved: ${why.replace(/\.$/, "")}.`, { bad: true });
  ask(`${count} could not be saved and were taken back: ${why}`, refused.map(({ words }) => words), [
    ["Try again", () => { queue.push(...refused.splice(0)); repaint(); work(); }],
    ["Leave it", () => { refused = []; repaint(); }],
  ]);
}

function signInAgain() {
  held = "session";
  tell("Your session is over: nothing is lost.", { bad: true });
  askToSignIn();
}

function askToSignIn() {
  const href = `/sign-in?next=${encodeURIComponent(location.pathname)}`;
  const count = queue.length === 1 ? "Your change waits" : `Your ${queue.length} changes wait`;
  ask(`Your session is over. ${count} here: sign in in another tab, then come back.`, queue.map(({ words }) => words), [
    ["I have signed in", goOn],
  ], { words: "Sign in in another tab", href });
}

async function goOn() {
  if (held !== "session") return;
  try {
    await renewToken();
  } catch { /* told by the next attempt to save */ }
  held = "";
  unask();
  work();
}

function conflict(change, problem) {
  held = "conflict";
  learnAnswer(problem);
  const told = (problem.since ?? []).map(({ by, at, words }) => `${by}, ${new Date(at).toLocaleTimeString()}: ${words}`);
  const more = queue.length > 1 ? ` (and ${queue.length - 1} more)` : "";
  tell("Somebody else decided on this case in the meantime.", { bad: true });
  ask(`In the meantime others decided on this case. Not saved yet: ${change.words}${more}.`, told, [
    ["Do mine anyway", () => { change.anyway = true; held = ""; repaint(); work(); }],
    ["Leave it", () => {
      queue.length = 0;
      held = "";
      repaint();
      tell("Left as the others decided.");
    }],
  ]);
}

export function undo() {
  const change = [...queue].reverse().find((each) => !each.toggles && !each.isTakenBack) ?? done.pop();
  if (!change) return tell("Nothing of this visit is left to undo; older decisions stand in the history of the record.");
  change.isTakenBack = true;
  const effect = reverse(change.effect ?? NOTHING);
  save(toggle(change, "undo", `Undone: ${change.words}`, effect));
  choose(effect.come[0] ?? chosenMark());
}

export function redo() {
  const change = undone.pop();
  if (!change) return tell("Nothing is left to redo.");
  change.isTakenBack = false;
  const effect = change.effect ?? NOTHING;
  save(toggle(change, "redo", `Redone: ${change.words}`, effect));
  choose(effect.come[0] ?? chosenMark());
}

function toggle(change, act, words, effect) {
  const intents = () => {
    if (act === "undo" && done.at(-1) === change) done.pop();
    const all = (change.decisions ?? []).map((decision) => ({ act, decision }));
    return all.length ? (act === "undo" ? all.reverse() : all) : null;
  };
  return { words, effect, intents, toggles: change, isUndo: act === "undo" };
}

// What others did while one was away is shown on coming back, before anything is decided upon it.
async function look() {
  if (held) return goOn();
  if (busy || queue.length || document.hidden) return;
  const answer = await fetch(`${address}/desk`).catch(() => null);
  if (!answer?.ok || busy || queue.length) return;
  const content = await answer.json();
  // A new version may have other words.
  if (content.version !== +page.version) return location.reload();
  if (content.last === last) return;
  learnAnswer(content);
  tell("Others decided on this case in the meantime; this is how it stands now.");
}

export function keepSaving() {
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
  window.addEventListener("focus", look);
  window.addEventListener("beforeunload", (event) => { if (isUnsaved()) event.preventDefault(); });
}
