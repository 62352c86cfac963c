/* The concept as a document: the side sheet takes the focus and gives it back, a filter applies when it is chosen. */
let opener = null;

function sheet() {
  return document.getElementById("sheet");
}

function closeSheet() {
  const open = sheet();
  open.replaceChildren();
  open.classList.add("side-sheet--away");
  opener?.focus();
  opener = null;
}

document.addEventListener("htmx:beforeRequest", (event) => {
  opener = event.detail.elt;
});

document.addEventListener("htmx:afterSettle", () => {
  sheet().focus();
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-close]")) {
    event.preventDefault();
    closeSheet();
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !sheet().classList.contains("side-sheet--away")) {
    closeSheet();
  }
});

document.querySelector("[data-filter]").addEventListener("change", (event) => {
  if (event.target.name !== "words") {
    event.currentTarget.requestSubmit();
  }
});

/* On a narrow screen the table of themes would stand between the reader and the text. */
const contents = document.querySelector("[data-contents]");
if (matchMedia("(max-width: 60rem)").matches) {
  contents.open = false;
}

/* The table of themes shows where the reader is. */
const links = new Map(
  [...contents.querySelectorAll("a")].map((link) => [link.hash.slice(1), link]),
);
const reached = new IntersectionObserver(
  (entries) => {
    for (const entry of entries.filter((change) => change.isIntersecting)) {
      for (const link of links.values()) {
        link.removeAttribute("aria-current");
      }
      links.get(entry.target.id).setAttribute("aria-current", "true");
    }
  },
  { rootMargin: "-10% 0px -80% 0px" },
);
for (const id of links.keys()) {
  const head = document.getElementById(id);
  if (head) {
    reached.observe(head);
  }
}
