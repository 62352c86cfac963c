// Several cards at once: chosen with Control or Shift and the mouse, with X, or by touch while "Several" is pressed.
// Who is chosen is remembered here, by card and island, because the page comes anew after every move.
import { say } from "./console-spoken.js";

const chosen = new Set();
let anchor = null;

/** The card and the island out of which it is taken, as the server reads it. */
export function spotOf(slip) {
  return `${slip.dataset.card}-${slip.dataset.from || 0}`;
}

function slipAt(spot) {
  return document.getElementById(`slip-${spot}`);
}

/** The cards that move when this one does: all chosen ones in the order of the board if it is one of them. */
export function heldWith(slip) {
  if (!chosen.has(spotOf(slip))) return [slip];
  return [...document.querySelectorAll("#board .slip--chosen")];
}

/** Whether a tap chooses instead of opening a card. */
export function isChoosing() {
  return document.body.classList.contains("is-choosing");
}

/** Whether cards are chosen. */
export function hasChosen() {
  return chosen.size > 0;
}

function draw(slip, isChosen) {
  slip.classList.toggle("slip--chosen", isChosen);
  const face = slip.querySelector(".slip__face");
  if (isChosen) face.setAttribute("aria-describedby", "word-chosen");
  else face.removeAttribute("aria-describedby");
}

function drawCount() {
  const count = document.getElementById("chosen-count");
  if (count) count.textContent = chosen.size;
  document.body.classList.toggle("has-chosen", chosen.size > 0);
}

function set(slip, isChosen) {
  if (isChosen) chosen.add(spotOf(slip));
  else chosen.delete(spotOf(slip));
  draw(slip, isChosen);
}

/** Chooses a card, or no longer. */
export function toggle(slip) {
  const isChosen = !chosen.has(spotOf(slip));
  set(slip, isChosen);
  anchor = spotOf(slip);
  drawCount();
  const card = slip.querySelector(".slip__text").textContent.trim();
  say(isChosen ? "chosen" : "not-chosen", { card, count: chosen.size });
}

/** Chooses all cards of a pile from the one chosen last up to this one. */
export function reach(slip) {
  const slips = [...slip.closest("[data-pile]").querySelectorAll(".slip")];
  const from = slips.indexOf(anchor && slipAt(anchor));
  const to = slips.indexOf(slip);
  const first = from < 0 ? to : Math.min(from, to);
  for (const other of slips.slice(first, Math.max(from, to) + 1)) set(other, true);
  if (from < 0) anchor = spotOf(slip);
  drawCount();
  say("chosen", { card: slip.querySelector(".slip__text").textContent.trim(), count: chosen.size });
}

/** Chooses none any more. */
export function chooseNone({ quietly = false } = {}) {
  for (const spot of chosen) if (slipAt(spot)) draw(slipAt(spot), false);
  chosen.clear();
  anchor = null;
  drawCount();
  if (!quietly) say("none-chosen");
}

/** What was chosen before the page came anew is chosen still, unless it lies elsewhere or is gone. */
function restore() {
  for (const spot of [...chosen]) {
    if (slipAt(spot)?.closest("#board")) draw(slipAt(spot), true);
    else chosen.delete(spot);
  }
  drawCount();
  markMode();
}

function markMode() {
  document.getElementById("choose-button")?.setAttribute("aria-pressed", isChoosing());
}

function toggleMode() {
  const begins = document.body.classList.toggle("is-choosing");
  markMode();
  if (begins) say("choosing");
  else chooseNone();
}

/** Listens to the controls; `lay` moves cards into an island. */
export function startChoosing(lay) {
  document.addEventListener("console:merged", restore);
  document.addEventListener("click", ({ target }) => {
    if (target.closest("#choose-button")) toggleMode();
    else if (target.closest("#chosen-none")) chooseNone();
    else if (target.closest("#chosen-move") && chosen.size) {
      const slips = [...document.querySelectorAll("#board .slip--chosen")];
      lay(slips, document.getElementById("chosen-cluster").value, false);
    }
  });
}
