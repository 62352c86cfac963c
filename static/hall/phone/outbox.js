// What waits for the network: kept in the browser's database, where the service worker (phone-worker.js) finds it too.
// Without a database (a private window) it is kept in this page only.

const opening = new Promise((resolve) => {
  try {
    const asked = indexedDB.open("participation", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("outbox", { keyPath: "key" });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => resolve(null);
  } catch {
    resolve(null);
  }
});

let entries = [];

// Resolves once it is on the disk; to undefined when there is none, or when it is full.
async function ask(mode, work) {
  const database = await opening;
  if (!database) return undefined;
  return new Promise((resolve) => {
    try {
      const transaction = database.transaction("outbox", mode);
      const request = work(transaction.objectStore("outbox"));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => resolve(undefined);
    } catch {
      resolve(undefined);
    }
  });
}

const outbox = () => entries;

async function readOutbox() {
  const stored = await ask("readonly", (store) => store.getAll());
  if (stored) entries = stored.sort((one, other) => one.order - other.order);
}

// Returns whether it will outlast the page.
async function keepEntry(entry) {
  entries = [...entries.filter((other) => other.key !== entry.key), entry];
  return (await ask("readwrite", (store) => store.put(entry))) !== undefined;
}

async function dropEntry(key) {
  entries = entries.filter((entry) => entry.key !== key);
  await ask("readwrite", (store) => store.delete(key));
}

// Where the browser can, it sends what waits also when this page is closed and the phone lies in a pocket.
async function sendLater() {
  const worker = await navigator.serviceWorker?.getRegistration().catch(() => null);
  await worker?.sync?.register("outbox").catch(() => {});
}

// Without a network the page can be opened again as it is now. The worker makes the copy.
const parts = all('link[rel=stylesheet], script[src]').map((part) => part.href || part.src);
const keepPage = () => navigator.serviceWorker?.controller?.postMessage(parts);

async function enlist() {
  const { serviceWorker } = navigator;
  const scope = `/${code}`;
  serviceWorker.addEventListener("controllerchange", keepPage);
  serviceWorker.addEventListener("message", () => readOutbox().then(follow));
  for (const other of await serviceWorker.getRegistrations()) {
    if (new URL(other.scope).pathname !== scope) other.unregister();
  }
  await serviceWorker.register(document.body.dataset.worker, { scope, updateViaCache: "all" });
}
