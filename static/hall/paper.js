// Quick entry of cards from paper: Enter sends a line without leaving the page. Each line lies in the queue, kept in
// this browser, until the server has answered for it; its key makes sending it again harmless.

const form = document.querySelector("#paper");
const field = document.querySelector("#paper-text");
const list = document.querySelector("#paper-latest");
const find = (selector, root = document) => root.querySelector(selector);

document.documentElement.classList.add("scripted");
if (form && field) begin();

function begin() {
  const name = `paper-${form.dataset.code}`;
  let queue = read();
  let sending = false;
  let wait = 1000;

  function read() {
    try {
      return JSON.parse(localStorage.getItem(name)) || [];
    } catch {
      return [];
    }
  }

  function keep() {
    try {
      if (queue.length) localStorage.setItem(name, JSON.stringify(queue));
      else localStorage.removeItem(name);
    } catch {
      // Without storage the queue lives as long as the page.
    }
  }

  function rowOf(entry) {
    let row = find(`[data-key="${entry.key}"]`, list);
    if (row) return row;
    row = find("#paper-row").content.firstElementChild.cloneNode(true);
    row.dataset.key = entry.key;
    find(".paper__text", row).textContent = entry.fields.text;
    find("[data-edit]", row).onclick = () => backIntoField(entry, row);
    list.prepend(row);
    return row;
  }

  function show(entry, state, why = "") {
    const row = rowOf(entry);
    row.dataset.state = state;
    for (const part of row.querySelectorAll("[data-when]")) part.hidden = part.dataset.when !== state;
    find(".paper__why", row).textContent = why;
    find("#paper-net").hidden = !queue.some((each) => each.late);
    return row;
  }

  function backIntoField(entry, row) {
    drop(entry);
    row.remove();
    field.value = field.value.trim() ? `${entry.fields.text}\n${field.value}` : entry.fields.text;
    field.focus();
  }

  function drop(entry) {
    queue = queue.filter((each) => each.key !== entry.key);
    keep();
  }

  async function post(address, fields) {
    const body = new FormData();
    for (const [key, value] of Object.entries(fields)) body.append(key, value);
    body.append("csrf_token", form.elements.csrf_token.value);
    const answer = await fetch(address, { method: "POST", body, headers: { Accept: "application/json" } });
    if (answer.status === 429 || answer.status >= 500) throw new Error(answer.status);
    // A page instead of JSON: the session has ended and the sign-in page has answered.
    if (!answer.headers.get("Content-Type")?.includes("json")) throw new Error("signed out");
    return [answer, await answer.json()];
  }

  async function flush() {
    if (sending) return;
    sending = true;
    for (let entry = next(); entry; entry = next()) {
      try {
        stored(entry, ...(await post(form.action, entry.fields)));
        wait = 1000;
      } catch {
        entry.late = true;
        show(entry, "network");
        setTimeout(flush, wait);
        wait = Math.min(wait * 2, 15000);
        break;
      }
    }
    sending = false;
  }

  const next = () => queue.find((entry) => !entry.why);

  function stored(entry, answer, said) {
    entry.late = false;
    if (!answer.ok) {
      entry.why = said.message || said.error;
      keep();
      show(entry, "refused", entry.why);
      return;
    }
    drop(entry);
    const [card] = said.cards;
    const row = show(entry, "visible");
    row.dataset.id = card.id;
    find(".paper__number", row).textContent = card.number;
    const text = find(".paper__text", row);
    text.textContent = card.text;
    text.lang = card.language;
    find("[data-take]", row).onclick = () => takeBack(entry, row, card.withdraw);
    const count = find("#paper-count");
    count.textContent = count.textContent.replace(/\d[\d.,]*/, said.count);
  }

  async function takeBack(entry, row, address) {
    try {
      const [answer, said] = await post(address, {});
      show(entry, answer.ok ? "withdrawn" : "refused", answer.ok ? "" : said.message);
      if (!answer.ok) find("[data-edit]", row).hidden = true;
    } catch {
      find("#paper-net").hidden = false;
    }
    field.focus();
  }

  function takeBackLast() {
    const row = find(".paper__card:not([data-state=withdrawn])", list);
    find("[data-take]:not([hidden]), form button", row ?? list)?.click();
  }

  function enqueue() {
    const fields = Object.fromEntries(new FormData(form));
    delete fields.csrf_token;
    const entry = { key: fields.key, fields };
    queue.push(entry);
    keep();
    show(entry, "sending");
    form.elements.key.value = crypto.randomUUID ? crypto.randomUUID() : uuid();
    field.value = "";
    field.focus();
    flush();
  }

  function uuid() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  }

  form.addEventListener("submit", (event) => {
    const lines = field.value.split("\n").filter((line) => line.trim());
    if (lines.length > 1) return; // shown as cards first, by the server
    event.preventDefault();
    if (lines.length) enqueue();
    else field.focus();
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  field.addEventListener("input", () => {
    field.rows = Math.min(8, field.value.split("\n").length);
  });
  document.addEventListener("keydown", (event) => {
    if (!event.altKey || event.key !== "Backspace") return;
    event.preventDefault();
    takeBackLast();
  });
  find("#paper-language").addEventListener("change", (event) => {
    field.lang = event.target.value;
    field.focus();
  });
  addEventListener("online", flush);

  for (const entry of queue) show(entry, entry.why ? "refused" : "sending", entry.why);
  field.focus();
  flush();
}
