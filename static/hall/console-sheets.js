// Sheets are dialogs: a link loads one, a move made in it closes it, a refused move comes back into it.
import { focusOn, placeOf } from "./console-focus.js";

/** What had the focus when a sheet was asked for, until it has it again: a key may move it before the sheet comes. */
let asker = null;

function noteAsker({ target }) {
  if (target.closest('[hx-target="#sheet-body"]') && !target.closest("#sheet")) asker = placeOf(document.activeElement);
}

function giveBack() {
  if (asker) focusOn(asker);
  asker = null;
}

function isMove({ target, requestConfig }) {
  return target.id === "console" && requestConfig.verb !== "get";
}

function show(sheet) {
  // What has the focus now gets it back from the browser itself, with no key in between.
  if (asker) focusOn(asker);
  sheet.showModal();
}

/** Opens and closes the sheets. */
export function startSheets() {
  const sheet = document.getElementById("sheet");
  document.addEventListener("htmx:afterSwap", ({ detail }) => {
    if (detail.target.id === "sheet-body") {
      if (!sheet.open) show(sheet);
      document.getElementById("sheet-title")?.focus();
    } else if (sheet.open && isMove(detail) && detail.xhr.status < 400) {
      sheet.close();
      // A card that the move took elsewhere has the focus there, before the next key comes.
      giveBack();
    }
  });
  document.addEventListener("click", noteAsker, true);
  sheet.addEventListener("close", giveBack);
  document.addEventListener("click", ({ target }) => {
    const opener = target.closest("[data-open]");
    if (opener) document.getElementById(opener.dataset.open).showModal();
    if (target.closest("[data-close]") || target === sheet) target.closest("dialog").close();
  });
  closeOthers();
}

/** Lets at most one of the small boxes at the moves stand open; Escape closes it. */
function closeOthers() {
  document.addEventListener(
    "toggle",
    ({ target }) => {
      if (!target.open || !target.matches("details.pop")) return;
      for (const other of document.querySelectorAll("details.pop[open]")) if (other !== target) other.open = false;
      target.querySelector("select, input:not([type=hidden]), button")?.focus();
    },
    true,
  );
  document.addEventListener("keydown", (event) => {
    const box = event.key === "Escape" ? document.querySelector("details.pop[open]") : null;
    if (box) {
      box.open = false;
      box.querySelector("summary").focus();
    }
  });
}
