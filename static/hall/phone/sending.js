// Sending: each card or ballot lies in the outbox until the server has answered for it.

let copying = 0;
let flushing = false;
let pause = 1000;
const PATIENCE = 20000;

const textOf = (entry) => entry.fields.find(([name]) => name === "text")[1];
const ours = () => outbox().filter((entry) => entry.code === code);

function showCard(entry) {
  const list = find("#own-cards");
  if (!list) return null;
  let item = find(`[data-key="${entry.key}"]`, list);
  if (!item) {
    item = find("#own-card").content.firstElementChild.cloneNode(true);
    item.dataset.key = entry.key;
    find(".own__text", item).textContent = textOf(entry);
    list.prepend(item);
  }
  return item;
}

function showKept(page, text, key = "") {
  const rest = find("#kept").content.firstElementChild.cloneNode(true);
  find("textarea", rest).value = text;
  putFirst(page, rest, key);
}

function putFirst(page, rest, key) {
  rest.dataset.kept = key;
  find("button", rest).hidden = false;
  page.prepend(rest);
}

function placeOf(entry) {
  if (entry.kind === "card") return showCard(entry);
  return find("#now").dataset.key === entry.place ? find("#ballot .sending") : null;
}

function show(entry, state, why) {
  entry.state = state;
  const place = placeOf(entry);
  if (place) setState(place, state, why);
  return place;
}

// What was refused on a page that lists it nowhere is told on every page until it is taken away: a card is handed
// back as text to copy, of a ballot it is said that it did not count.
function showEntry(entry) {
  const refused = entry.state === "refused";
  const place = show(entry, refused ? "refused" : "sending", entry.why);
  const told = find(`[data-kept="${entry.key}"]`);
  if (place) told?.remove();
  else if (refused && !told && entry.kind === "card") showKept(find("#now"), textOf(entry), entry.key);
  else if (refused && !told) putFirst(find("#now"), find("#missed").content.firstElementChild.cloneNode(true), entry.key);
}

function takeAway(rest) {
  dropEntry(rest.dataset.kept).finally(() => rest.remove());
}

async function sendForm(form, submitter) {
  const data = new FormData(form, submitter);
  const token = data.get("csrf_token");
  data.delete("csrf_token");
  data.delete("unscripted");
  // The revision tells the server what this page knew when it was sent; a phone's clock would tell nothing.
  data.set("seen", revision);
  const place = find("#now").dataset.key;
  const entry = { key: data.get("key"), kind: form.dataset.send, code, place, order: Date.now(), url: form.action, token };
  entry.fields = [...data];
  form.elements.key.value = newKey();
  for (const other of ours()) if (entry.kind === "ballot" && sameBallot(other, entry)) await dropEntry(other.key);
  show(entry, "sending");
  const safe = await keepEntry(entry);
  flush();
  return safe;
}

const sameBallot = (one, other) => one.kind === other.kind && one.place === other.place;

async function flush() {
  if (flushing) return;
  flushing = true;
  for (const entry of outbox().filter((waiting) => waiting.state !== "refused")) {
    const wait = await deliver(entry).catch(() => lateBy(entry, "network", (pause = Math.min(pause * 2, 30000))));
    if (wait) {
      sendLater();
      setTimeout(flush, between(wait, wait * 1.5));
      break;
    }
    pause = 1000;
  }
  flushing = false;
}

function lateBy(entry, state, wait) {
  show(entry, state);
  return wait;
}

async function deliver(entry) {
  const body = new FormData();
  for (const [name, value] of entry.fields) body.append(name, value);
  body.append("csrf_token", find("[name=csrf_token]")?.value || entry.token || "");
  const signal = AbortSignal.timeout?.(PATIENCE);
  const answer = await fetch(entry.url, { method: "POST", body, signal, headers: { Accept: "application/json" } });
  const wait = 1000 * Number(answer.headers.get("Retry-After"));
  if (wait) return lateBy(entry, answer.status === 429 ? "fast" : "paused", wait);
  if (answer.status >= 500) throw new Error(answer.status);
  const said = await answer.json();
  if (answer.ok) await arrived(entry, said);
  else await refused(entry, answer.status, said);
  return 0;
}

async function arrived(entry, said) {
  await dropEntry(entry.key);
  all("[data-draft]").forEach(keepDraft);
  if (entry.code !== code) return;
  clearTimeout(copying);
  copying = setTimeout(keepPage, 5000);
  const place = show(entry, said.state);
  if (entry.kind === "ballot") return markChoice(entry);
  if (said.state === "late") follow();
  const form = place && find("form", place);
  if (!form) return;
  form.action = `${entry.url}/${said.id}/withdraw`;
  form.elements.csrf_token.value = find("#write [name=csrf_token]")?.value || "";
}

async function refused(entry, status, said) {
  if (status === 400 && !entry.again) {
    // The session was renewed meanwhile: fetch a page with a fresh token, then try once more.
    entry.again = true;
    await refresh();
    return deliver(entry);
  }
  const missed = status === 409 || said.error === "OptionForeign";
  entry.why = said.message || said.error;
  entry.state = "refused";
  if (entry.kind === "ballot" && !missed) await dropEntry(entry.key);
  else await keepEntry(entry);
  if (entry.code === code) showEntry(entry);
}

function markChoice(entry) {
  const chosen = entry.fields.filter(([name]) => name === "option").map(([, value]) => value);
  for (const choice of all(".choice")) choice.setAttribute("aria-pressed", chosen.includes(choice.value));
}

function backIntoField(item) {
  const entry = outbox().find((waiting) => waiting.key === item.dataset.key);
  const field = find("#text");
  if (!entry || !field) return;
  const text = textOf(entry);
  field.value = field.value.trim() ? `${text}\n${field.value}` : text;
  keepDraft(field);
  dropEntry(entry.key);
  item.remove();
  tieProblem(field, entry.why);
  field.focus();
}

// Why a text was refused stands at its field, and is read with it, until the text changes.
function tieProblem(field, why) {
  const words = find("#problem") || document.createElement("p");
  words.id = "problem";
  words.className = "notice notice--error";
  words.textContent = why;
  field.before(words);
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", "problem rule");
}

function untieProblem(field) {
  if (!field.hasAttribute("aria-invalid")) return;
  field.removeAttribute("aria-invalid");
  field.setAttribute("aria-describedby", field.getAttribute("aria-describedby").replace("problem ", ""));
  find("#problem")?.remove();
}
