// The service worker of the phone page: shows it without a network as it was last seen, and sends what waits when the
// page is closed (Background Sync, where the browser has it; else the page sends it when it is next looked at).

const STORE = "phone";
const PATIENCE = 5000;
const page = new URL(registration.scope).pathname;

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname === page) event.respondWith(lookUp(event));
  else if (url.searchParams.has("v")) event.respondWith(caches.match(request).then((kept) => kept || fetch(request)));
});

async function lookUp(event) {
  const store = await caches.open(STORE);
  const asked = fetch(event.request).then((answer) => {
    if (answer.ok && !answer.redirected) event.waitUntil(putWhole(store, page, answer.clone()).catch(() => {}));
    return answer;
  });
  if (event.request.mode !== "navigate") return asked;
  const kept = await store.match(page);
  if (!kept) return asked;
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, kept));
  return Promise.race([asked.catch(() => kept), late]);
}

// What the page needs without a network, and nothing that an earlier version needed.
addEventListener("message", (event) => event.waitUntil(keep(event.data)));

async function keep(parts) {
  const store = await caches.open(STORE);
  const wanted = [page, ...parts].map((part) => new URL(part, location.origin).href);
  for (const { url } of await store.keys()) if (!wanted.includes(url)) await store.delete(url);
  for (const url of wanted) if (url === wanted[0] || !(await store.match(url))) await fetchWhole(store, url).catch(() => {});
}

async function fetchWhole(store, url) {
  const answer = await fetch(url);
  if (answer.ok && !answer.redirected) await putWhole(store, url, answer);
}

// A network that breaks off in the middle would leave neither the new copy nor the old one: only what has come whole is put.
async function putWhole(store, url, answer) {
  await store.put(url, new Response(await answer.blob(), answer));
}

addEventListener("sync", (event) => event.waitUntil(sendAll()));

async function sendAll() {
  for (const entry of await inOutbox("readonly", (store) => store.getAll())) {
    if (entry.state !== "refused") await send(entry);
  }
  for (const client of await clients.matchAll()) client.postMessage("sent");
}

// The key makes it harmless that the page may send the same at the same time. An error lets the browser try again.
async function send(entry) {
  const body = new FormData();
  for (const [name, value] of [...entry.fields, ["csrf_token", entry.token]]) body.append(name, value);
  const answer = await fetch(entry.url, { method: "POST", body, headers: { Accept: "application/json" } });
  if (answer.status >= 500 || answer.headers.has("Retry-After")) throw new Error(answer.status);
  if (answer.status === 400) return; // the page has to fetch a new token first
  const said = await answer.json();
  if (answer.ok) await inOutbox("readwrite", (store) => store.delete(entry.key));
  else await inOutbox("readwrite", (store) => store.put({ ...entry, state: "refused", why: said.message, error: said.error }));
}

function inOutbox(mode, work) {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open("participation", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("outbox", { keyPath: "key" });
    asked.onerror = reject;
    asked.onsuccess = () => {
      const transaction = asked.result.transaction("outbox", mode);
      const request = work(transaction.objectStore("outbox"));
      transaction.oncomplete = () => {
        asked.result.close();
        resolve(request.result);
      };
      transaction.onabort = reject;
    };
  });
}
