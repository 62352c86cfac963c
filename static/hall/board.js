// Cards under the hand: walk with arrows, lift with Space, drop with Enter; drag with mouse and finger. Every move is
// sent like the form of the card's sheet, and the board comes back as the server has it.
import { singleKeysAct } from "./console-keys.js";
import { say } from "./console-spoken.js";
import { isDragging, startDragging } from "./board-drag.js";

const ARROWS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

let lifted = null;

/** Whether a card is in somebody's hand; news waits until it is put down. */
export function isHolding() {
  return lifted !== null || isDragging();
}

function islands() {
  return [...document.querySelectorAll("[data-cluster]")];
}

function piles() {
  return [...document.querySelectorAll("[data-pile]")].filter((pile) => pile.querySelector(".slip__face"));
}

function textOf(slip) {
  return slip.querySelector(".slip__text").textContent.trim();
}

/** Which way an arrow goes: sideways it follows the direction of reading. */
function stepOf(key) {
  const [across, down] = ARROWS[key];
  return [document.documentElement.dir === "rtl" ? -across : across, down];
}

function send(address, values) {
  const form = document.getElementById("hand");
  return htmx.ajax("POST", address, { source: form, target: "#console", swap: "merge", values });
}

/** Lays a card into an island ("" takes it out, "new" makes one) and keeps the focus on it. */
async function lay(slip, cluster, double) {
  const { card, from, place } = slip.dataset;
  const name = document.querySelector(`[data-cluster="${CSS.escape(cluster)}"]`)?.dataset.name ?? "";
  await send(place, { cluster, from, how: double ? "double" : "move" });
  const there = document.querySelector(`#slips-${CSS.escape(cluster || "0")} [data-card="${card}"] .slip__face`);
  const anywhere = [...document.querySelectorAll(`.slip[data-card="${card}"] .slip__face`)].at(-1);
  (there ?? anywhere)?.focus();
  if (!document.querySelector("#said-refused .notice")) say(double ? "doubled" : "dropped", { island: name });
}

function walk(face, key) {
  const [across, down] = stepOf(key);
  const pile = face.closest("[data-pile]");
  const faces = [...pile.querySelectorAll(".slip__face")];
  const index = faces.indexOf(face);
  if (down) {
    faces[index + down]?.focus();
    return;
  }
  const all = piles();
  const target = all[all.indexOf(pile) + across]?.querySelectorAll(".slip__face");
  target?.[Math.min(index, target.length - 1)]?.focus();
}

function lift(face) {
  const slip = face.closest(".slip");
  const home = slip.closest("[data-cluster]");
  if (!home) return;
  lifted = { slip, face, home, over: home };
  slip.classList.add("slip--lifted");
  document.body.classList.add("is-lifting");
  mark(home);
  say("lifted", { card: textOf(slip), island: home.dataset.name });
}

function mark(island) {
  for (const other of document.querySelectorAll(".is-target")) other.classList.remove("is-target");
  island?.classList.add("is-target");
}

function choose(key) {
  const [across, down] = stepOf(key);
  const all = islands();
  const next = all[all.indexOf(lifted.over) + (across || down)];
  if (!next) return;
  lifted.over = next;
  mark(next);
  next.scrollIntoView({ block: "nearest", inline: "nearest" });
  const count = next.querySelectorAll(".slip").length;
  say(count === 1 ? "over-one" : "over", { island: next.dataset.name, count, place: all.indexOf(next) + 1, places: all.length });
}

function putDown() {
  const held = lifted;
  held.slip.classList.remove("slip--lifted");
  document.body.classList.remove("is-lifting");
  mark(null);
  lifted = null;
  return held;
}

function putBack() {
  const { slip, face } = putDown();
  face.focus();
  say("back", { card: textOf(slip) });
}

function drop(double) {
  const { slip, over, home } = putDown();
  if (over === home) {
    say("back", { card: textOf(slip) });
    return;
  }
  lay(slip, over.dataset.cluster, double && over.dataset.cluster !== "new");
}

function whileLifted(event) {
  if (event.key in ARROWS) choose(event.key);
  else if (event.key === "Enter" || event.key === " ") drop(event.shiftKey);
  else if (event.key === "Escape") putBack();
  else if (event.key !== "Tab") return;
  event.preventDefault();
}

const ON_CARD = {
  h: (slip) => send(slip.dataset.hide, {}),
  a: (slip) => slip.dataset.approve && send(slip.dataset.approve, {}),
  n: (slip) => slip.closest("[data-cluster]") && lay(slip, "new", false),
  t: (slip) => slip.closest(".island")?.querySelector("textarea")?.focus(),
};

function onFace(event, face) {
  const key = event.key.toLowerCase();
  const slip = face.closest(".slip");
  if (event.key in ARROWS) walk(face, event.key);
  else if (event.key === " " && slip.closest("[data-cluster]")) lift(face);
  else if (key in ON_CARD && singleKeysAct()) ON_CARD[key](slip);
  else return;
  event.preventDefault();
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (lifted) {
    whileLifted(event);
    return;
  }
  const face = event.target.closest?.(".slip__face");
  if (face) onFace(event, face);
}

/** One card of each pile is in the order of Tab; arrows reach the others. */
function rove() {
  for (const pile of document.querySelectorAll("[data-pile]")) {
    const faces = [...pile.querySelectorAll(".slip__face")];
    const current = faces.find((face) => face === document.activeElement) ?? faces[0];
    for (const face of faces) face.tabIndex = face === current ? 0 : -1;
  }
}

function onFocus({ target }) {
  const pile = target.closest?.(".slip__face")?.closest("[data-pile]");
  for (const face of pile?.querySelectorAll(".slip__face") ?? []) face.tabIndex = face === target ? 0 : -1;
}

/** A title or a table is saved when its field is left; Enter in a title saves too. */
function saveByItself() {
  document.addEventListener("change", ({ target }) => {
    const form = target.closest("[data-saves]");
    if (form && !(target.matches("select") && target.closest(".island__saving") && !form.elements.title.value)) {
      form.requestSubmit();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("[data-saves] textarea")) {
      event.preventDefault();
      event.target.form.requestSubmit();
    }
  });
}

/** Brings the cards to life. */
export function startBoard() {
  rove();
  document.addEventListener("keydown", onKey, true);
  document.addEventListener("focusin", onFocus);
  document.addEventListener("console:merged", rove);
  document.addEventListener("click", ({ target }) => {
    const face = target.closest(".slip__face");
    if (face && !lifted) face.closest(".slip").querySelector(".slip__more").click();
  });
  saveByItself();
  startDragging({ lay, mark });
}
