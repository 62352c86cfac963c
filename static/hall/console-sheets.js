// Sheets are dialogs: a link loads one, a move made in it closes it, a refused move comes back into it.

/** Opens and closes the sheets. */
export function startSheets() {
  const sheet = document.getElementById("sheet");
  document.addEventListener("htmx:afterSwap", ({ detail }) => {
    if (detail.target.id === "sheet-body") {
      if (!sheet.open) sheet.showModal();
      document.getElementById("sheet-title")?.focus();
    } else if (detail.target.id === "console" && detail.requestConfig.verb !== "get" && detail.xhr.status < 400) {
      sheet.close();
    }
  });
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
