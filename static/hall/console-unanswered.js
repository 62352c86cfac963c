// A move that got no answer, or a fault for one: the moderator is told, and the page asks how things stand.

/** Puts the notice where the move was made: on top of an open sheet, else where the console says what was refused. */
function put(notice) {
  const sheet = document.querySelector("#sheet[open] #sheet-body");
  const place = sheet ?? document.getElementById("said-refused");
  place.querySelector("[data-unanswered]")?.remove();
  if (sheet) notice.setAttribute("role", "alert");
  place.prepend(notice);
}

function tell({ detail }) {
  if (detail.requestConfig.verb === "get") return;
  put(document.getElementById("unanswered").content.firstElementChild.cloneNode(true));
  document.dispatchEvent(new CustomEvent("console:stale"));
}

/** Begins to watch the moves that forms and scripts send. */
export function startTelling() {
  for (const fault of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) document.addEventListener(fault, tell);
}
