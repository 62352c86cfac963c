// The screen in the moderator's hand: a card, or its topic, large by one key; the same key again goes back to the step.
import { singleKeysAct } from "./console-keys.js";

function show(values) {
  const { action } = document.getElementById("screen");
  return htmx.ajax("POST", action, { source: document.getElementById("hand"), target: "#console", swap: "merge", values });
}

function onKey(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.key.toLowerCase() !== "l" || document.querySelector("dialog[open]") || !singleKeysAct()) return;
  const slip = event.target.closest?.(".slip__face")?.closest(".slip");
  if (!slip) return;
  const [shown, subject] = event.shiftKey
    ? ["cluster", slip.closest("[data-cluster]")?.dataset.cluster]
    : ["card", slip.dataset.card];
  if (!subject) return;
  event.preventDefault();
  const isLarge = document.getElementById("screen").dataset.large === `${shown}-${subject}`;
  show(isLarge ? { shown: "step" } : { shown, subject });
}

/** Listens to the key on cards. */
export function startScreen() {
  document.addEventListener("keydown", onKey);
}
