// The phone page, made live: follows the stage, keeps drafts, sends without leaving the page and never loses a text.
// Without this script everything works by ordinary forms.

const code = document.body.dataset.code;
const outboxName = `outbox-${code}`;
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

// Drafts: what is typed survives a reload, a call, an empty battery.

const draftName = (field) => `draft-${code}-${field.dataset.draft}`;
const versionOf = (field) => field.form.elements.version;

function keepDraft(field) {
  const version = versionOf(field)?.value;
  const changed = field.value !== field.defaultValue && field.value.trim();
  kept.write(draftName(field), changed ? { text: field.value, version } : null);
}

function restoreDrafts(root) {
  for (const field of all("[data-draft]", root)) {
    const draft = kept.read(draftName(field));
    if (!draft || find("[role=alert]")) continue;
    if (draft.sent && versionOf(field)?.value !== draft.version) {
      kept.write(draftName(field), null);
      continue;
    }
    field.value = draft.text;
    // The version that was read when this was typed: the server tells when somebody else wrote since.
    if (versionOf(field) && draft.version) versionOf(field).value = draft.version;
  }
}

// A form that leaves the page: once the server has a newer version, the draft has done its duty.
function markSent(field) {
  const draft = kept.read(draftName(field));
  if (draft) kept.write(draftName(field), { ...draft, sent: true });
}

function markLength(field) {
  const hint = find("#long");
  if (hint) hint.hidden = [...field.value].length <= Number(field.dataset.suggested);
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

// Sending: each card or ballot lies in the outbox until the server has answered for it.

let flushing = false;
let pause = 1000;

function outbox() {
  return kept.read(outboxName) || memory;
}
let memory = [];

function keepOutbox(entries) {
  memory = entries;
  kept.write(outboxName, entries.length ? entries : null);
}

const textOf = (entry) => entry.fields.find(([name]) => name === "text")[1];
const dropEntry = (key) => keepOutbox(outbox().filter((entry) => entry.key !== key));

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
  rest.dataset.kept = key;
  find("textarea", rest).value = text;
  find("button", rest).hidden = false;
  page.prepend(rest);
}

const placeOf = (entry) => (entry.kind === "card" ? showCard(entry) : find("#ballot .sending"));

function show(entry, state, why) {
  entry.state = state;
  const place = placeOf(entry);
  if (place) setState(place, state, why);
  return place;
}

// A refused card on a page that lists none is handed back as text to copy, on every page until it is taken away.
function showEntry(entry) {
  const place = show(entry, entry.state === "refused" ? "refused" : "sending", entry.why);
  const rest = find(`[data-kept="${entry.key}"]`);
  if (place) rest?.remove();
  else if (entry.kind === "card" && entry.state === "refused" && !rest) showKept(find("#now"), textOf(entry), entry.key);
}

function takeAway(rest) {
  dropEntry(rest.dataset.kept);
  rest.remove();
}

function sendForm(form, submitter) {
  const data = new FormData(form, submitter);
  data.delete("csrf_token");
  const entry = { kind: form.dataset.send, url: form.action, key: data.get("key"), fields: [...data] };
  if (entry.kind === "ballot") keepOutbox(outbox().filter((waiting) => waiting.kind !== "ballot"));
  keepOutbox([...outbox(), entry]);
  form.elements.key.value = newKey();
  show(entry, "sending");
  flush();
}

async function flush() {
  if (flushing) return;
  flushing = true;
  for (const entry of outbox().filter((waiting) => waiting.state !== "refused")) {
    const wait = await deliver(entry).catch(() => lateBy(entry, "network", (pause = Math.min(pause * 2, 30000))));
    if (wait) {
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
  body.append("csrf_token", find("[name=csrf_token]")?.value || "");
  const answer = await fetch(entry.url, { method: "POST", body, headers: { Accept: "application/json" } });
  if (answer.status === 429) return lateBy(entry, "fast", 1000 * Number(answer.headers.get("Retry-After") || 5));
  if (answer.status >= 500) throw new Error(answer.status);
  const said = await answer.json();
  if (answer.ok) arrived(entry, said);
  else await refused(entry, answer.status, said);
  return 0;
}

function arrived(entry, said) {
  dropEntry(entry.key);
  const place = show(entry, said.state);
  if (entry.kind === "ballot") return markChoice(entry);
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
  if (entry.kind === "ballot") dropEntry(entry.key);
  entry.why = said.message || said.error;
  entry.state = "refused";
  showEntry(entry);
  if (entry.kind === "card") keepOutbox(outbox().map((other) => (other.key === entry.key ? entry : other)));
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

// Dots: how many are left; no more can be given than there are.

function countDots(form) {
  const boxes = all("[name=option]", form);
  const left = Number(form.dataset.dots) - boxes.filter((box) => box.checked).length;
  for (const box of boxes) box.disabled = left <= 0 && !box.checked;
  for (const words of all("[data-left]", form)) words.hidden = Number(words.dataset.left) !== Math.max(0, left);
}

// The sentence that a wish belongs to: once chosen, the list makes room for the field.
function foldTopics(radio) {
  const words = radio.nextElementSibling;
  const chosen = find(".topics__chosen");
  chosen.textContent = words.textContent;
  chosen.lang = words.lang;
  chosen.dir = words.dir;
  find("#topics").open = false;
  find("#text").focus();
}

// Reading aloud, only where a voice for the language exists.

function offerVoice() {
  const button = find("[data-aloud]");
  const prompt = find("h1.prompt");
  if (!button || !prompt || !window.speechSynthesis) return;
  const language = prompt.lang.slice(0, 2);
  const voice = speechSynthesis.getVoices().find((each) => each.lang.startsWith(language));
  button.hidden = !voice;
  button.onclick = () => {
    const words = new SpeechSynthesisUtterance(prompt.textContent);
    words.voice = voice;
    words.lang = voice.lang;
    speechSynthesis.cancel();
    speechSynthesis.speak(words);
  };
}

// Following the stage: the stream says that something changed, the page fetches itself and swaps what is different.

let stream = null;
let revision = Number(document.body.dataset.revision);

async function refresh() {
  const answer = await fetch(location.pathname + location.search, { headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(answer.status);
  if (answer.redirected) {
    // The address of a tent leads to the phone page; asked for again, it would lead back to its table.
    if (!new URL(answer.url).pathname.startsWith(`/${code}`)) return moveOn(answer.url);
    history.replaceState(null, "", answer.url);
  }
  offset = Date.parse(answer.headers.get("Date")) - Date.now() || 0;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const told = all(TELLING).map(newsOf);
  const focused = document.activeElement;
  revision = Math.max(revision, Number(page.body.dataset.revision));
  document.body.className = page.body.className;
  document.title = page.title;
  find("#band").replaceWith(find("#band", page));
  for (const token of all("[name=csrf_token]")) token.value = find("[name=csrf_token]", page)?.value || token.value;
  swapNow(find("#now"), find("#now", page));
  find("#own").replaceWith(find("#own", page));
  begin();
  if (!focused.isConnected) focusAgain(focused);
  say(all(TELLING).filter((part) => !told.includes(newsOf(part))));
}

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

// The rooms have begun or ended: this device belongs on another page. What is not sent yet goes along.
function moveOn(address) {
  if (outbox().some((entry) => entry.state !== "refused")) throw new Error("still sending");
  const field = find("[data-draft]");
  const texts = [field && field.value !== field.defaultValue ? field.value : "", ...all(".kept textarea").map((rest) => rest.value)];
  kept.write("carried", texts.filter((text) => text.trim()));
  location.replace(address);
}

function unpack() {
  for (const text of kept.read("carried") || []) showKept(find("#now"), text);
  kept.write("carried", null);
}

// What somebody has opened stays open, and what stands in a small field stays there.
function keepOpen(old, fresh) {
  for (const part of all("details[id][open]", old)) {
    const same = find(`#${part.id}`, fresh);
    if (same) same.open = true;
  }
  for (const field of all("details input.field__input[id]", old)) {
    const same = find(`#${field.id}`, fresh);
    if (same && field.value) same.value = field.value;
  }
}

function swapNow(old, fresh) {
  const working = find("[data-draft], [data-send]", old);
  if (working && old.dataset.key === fresh.dataset.key) return;
  const field = find("[data-draft]", old);
  const typed = field && field.value.trim() && (field.value !== field.defaultValue || find(".both", old));
  const version = find("[name=version]", fresh)?.value;
  fresh.prepend(...all(".kept", old));
  keepOpen(old, fresh);
  old.replaceWith(fresh);
  restoreDrafts(fresh);
  const same = field && find(`[data-draft="${field.dataset.draft}"]`, fresh);
  if (same) {
    if (typed) takeOver(field, same, version);
  } else if (typed) {
    showKept(fresh, field.value);
  }
  const restored = all("[data-draft]", fresh).map((draft) => draft.value);
  for (const rest of all('[data-kept=""]', fresh)) if (restored.includes(find("textarea", rest).value)) rest.remove();
}

// What is being written goes on; the version that was read stays with it, so that the server tells what came between.
function takeOver(field, same, version) {
  same.value = field.value;
  if (!version) return;
  versionOf(same).value = versionOf(field).value;
  find("[data-changed]", same.form).hidden = version === versionOf(field).value;
}

function begin() {
  restoreDrafts(document);
  all("[data-draft]").forEach(markLength);
  all("[data-dots]").forEach(countDots);
  outbox().forEach(showEntry);
  offerVoice();
  tick();
  if (stream && stream.plan !== find("#now").dataset.plan) listen();
}

let late = 0;

// What was missed without a network is fetched as soon as it can be had.
function follow() {
  clearTimeout(late);
  refresh().catch(() => (late = setTimeout(follow, between(3000, 6000))));
}

let tag = "";

async function poll() {
  const answer = await fetch(`/${code}/stage`, { headers: tag ? { "If-None-Match": tag } : {} });
  offset = Date.parse(answer.headers.get("Date")) - Date.now() || 0;
  if (find("[data-plan]")) return refresh();
  if (answer.status !== 200) return;
  tag = answer.headers.get("ETag");
  if ((await answer.json()).revision > revision) await refresh();
}

// Phones hear of the stage; who writes on a canvas also hears that others write there.
function listen() {
  stream?.close();
  const { plan } = find("#now").dataset;
  const heard = new EventSource(`/${code}/live${plan ? `?plan=${plan}` : ""}`);
  stream = heard;
  stream.plan = plan;
  stream.onopen = () => (find("#connection").hidden = true);
  stream.addEventListener("stage", (event) => {
    if (Number(event.data) > revision) follow();
  });
  stream.addEventListener("own", follow);
  stream.addEventListener("canvas", (event) => {
    if (Number(event.data) > Number(find("#now").dataset.board)) follow();
  });
  stream.onerror = () => {
    if (stream !== heard) return;
    if (stream.readyState !== EventSource.CLOSED) {
      find("#connection").hidden = navigator.onLine;
      return;
    }
    // No seat is free. What happened meanwhile is asked for at once; a second's spread keeps a hall apart.
    pollThenListen(6, between(0, 1000));
  };
}

function pollThenListen(times, wait = between(4000, 7000)) {
  setTimeout(async () => {
    await poll().then(
      () => (find("#connection").hidden = true),
      () => (find("#connection").hidden = false),
    );
    if (times) pollThenListen(times - 1);
    else listen();
  }, wait);
}

document.addEventListener("submit", (event) => {
  const field = find("[data-draft]", event.target);
  if (!event.target.dataset.send) return field && markSent(field);
  event.preventDefault();
  if (field && !field.value.trim()) return field.focus();
  sendForm(event.target, event.submitter);
  if (!field) return;
  field.value = field.defaultValue = "";
  keepDraft(field);
  markLength(field);
  field.focus();
});
document.addEventListener("input", (event) => {
  typedAt = Date.now();
  if (!event.target.dataset.draft) return;
  const { here } = event.target.form.dataset;
  if (here) history.replaceState(null, "", here);
  keepDraft(event.target);
  markLength(event.target);
  untieProblem(event.target);
});
document.addEventListener("change", (event) => {
  const form = event.target.closest("[data-dots]");
  if (form) countDots(form);
  if (event.target.name === "parent") foldTopics(event.target);
});
document.addEventListener("click", (event) => {
  if (event.target.matches("[data-again]")) backIntoField(event.target.closest(".own"));
  if (event.target.matches("[data-away]")) takeAway(event.target.closest(".kept"));
});
// The list of languages lies over the page: it closes for whoever goes on.
document.addEventListener("focusin", (event) => {
  const list = find(".tongue[open]");
  if (list && !list.contains(event.target)) list.open = false;
});
document.addEventListener("keydown", (event) => {
  const list = find(".tongue[open]");
  if (!list || event.key !== "Escape") return;
  list.open = false;
  find("summary", list).focus();
});
document.addEventListener("visibilitychange", () => document.hidden || follow());
addEventListener("online", () => {
  flush();
  follow();
});
if (window.speechSynthesis) speechSynthesis.onvoiceschanged = offerVoice;

// A refused form was answered at its own address; the page goes on where it can be asked for again.
if (document.body.dataset.here) history.replaceState(null, "", document.body.dataset.here);
begin();
unpack();
setInterval(tick, 1000);
flush();
listen();
