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
  keepOpen(find("#own"), find("#own", page));
  find("#own").replaceWith(find("#own", page));
  begin();
  if (!focused.isConnected) focusAgain(focused);
  say(all(TELLING).filter((part) => !told.includes(newsOf(part))));
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
  // A page out of the browser's memory would bring a key that has been sent already.
  for (const field of all("[data-send] [name=key]")) field.value = newKey();
  restoreDrafts(document);
  all("[data-draft]").forEach(markLength);
  all("[data-dots]").forEach(countDots);
  ours().forEach(showEntry);
  offerVoice();
  tick();
  if (stream && stream.plan !== find("#now").dataset.plan) listen();
}

// The phone was unlocked, the network is back: what waits goes out, what was missed comes in.
function wake() {
  flush();
  follow();
}

let late = 0;

// What was missed without a network is fetched as soon as it can be had.
function follow() {
  clearTimeout(late);
  refresh().catch(() => (late = setTimeout(follow, between(3000, 6000))));
}

let tag = "";
// Without a stream, no sooner than the server asks for: the more phones ask, the later.
let turn = 0;

async function poll() {
  const answer = await fetch(`/${code}/stage`, { headers: tag ? { "If-None-Match": tag } : {} });
  offset = Date.parse(answer.headers.get("Date")) - Date.now() || 0;
  turn = 1000 * Number(answer.headers.get("Retry-After"));
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
  stream.failed = 0;
  stream.onopen = () => {
    heard.failed = 0;
    find("#connection").hidden = true;
  };
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
      // Once is a moment's break. Twice, and the line is dead, also where the phone still sees a Wi-Fi.
      heard.failed += 1;
      find("#connection").hidden = navigator.onLine && heard.failed < 2;
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
    if (times) pollThenListen(times - 1, Math.max(between(4000, 7000), between(turn, 1.2 * turn)));
    else listen();
  }, wait);
}
