// The phone page, made live: follows the stage, keeps drafts, sends without leaving the page and never loses a text.
// Without this script everything works by ordinary forms.

const code = document.body.dataset.code;
const find = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const between = (low, high) => low + Math.random() * (high - low);

const kept = {
  read(name) {
    try {
      return JSON.parse(localStorage.getItem(name));
    } catch {
      return null;
    }
  },
  write(name, value) {
    try {
      if (value === null) localStorage.removeItem(name);
      else localStorage.setItem(name, JSON.stringify(value));
    } catch {
      // A private window without storage: the text stays on the page only.
    }
  },
};

function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function setState(element, state, why = "") {
  element.dataset.state = state;
  for (const part of all("[data-when]", element)) part.hidden = !part.dataset.when.split(" ").includes(state);
  const reason = find(".own__why, .sending__why", element);
  if (reason) reason.textContent = why;
}

// The clock runs on the server's time.

let offset = Date.parse(document.body.dataset.now) - Date.now() || 0;

function tick() {
  for (const clock of all("[data-ends]")) {
    const seconds = Math.max(0, Math.round((Date.parse(clock.dataset.ends) - Date.now() - offset) / 1000));
    clock.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    clock.dir = "ltr";
  }
}
