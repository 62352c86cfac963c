// Focus stays on the same control of the renewed page; if that is gone, on the page's main part.

const MARKS = ["id", "href", "name", "value", "action", "data-draft"];
const marksOf = (element) =>
  [element, element.form, element.parentElement.closest("[id]")].map((each) => MARKS.map((mark) => each?.getAttribute(mark))).join();

function focusAgain(before) {
  const marks = marksOf(before);
  const same = all(before.localName).find((element) => marksOf(element) === marks);
  (same || find("#now")).focus({ preventScroll: true });
  if (same && before.selectionStart != null) same.setSelectionRange(before.selectionStart, before.selectionEnd);
}

// News for those who hear the page; while somebody writes it waits, so that nobody is interrupted.

const TELLING = ".band__phase, #now h1, #now .notice, #now .look, .own";
const newsOf = (part) => (part.dataset.key || part.textContent.trim()) + part.dataset.state;
let typedAt = 0;
let unsaid = [];
let saying = 0;

function say(parts = []) {
  unsaid.push(...parts);
  if (!unsaid.length) return;
  clearTimeout(saying);
  const wait = typedAt + 2000 - Date.now();
  if (wait > 0) return (saying = setTimeout(say, wait));
  const words = unsaid.splice(0).map((part) => {
    const spoken = document.createElement("p");
    spoken.append(...part.cloneNode(true).childNodes);
    for (const silent of all("[aria-hidden], [hidden], form, button", spoken)) silent.remove();
    for (const name of ["lang", "dir"]) if (part[name]) spoken[name] = part[name];
    return spoken;
  });
  find("#news").replaceChildren(...words);
}
