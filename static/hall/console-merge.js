// The htmx swap "merge": brings a part of the page up to date without touching what somebody holds: the focus, text that
// is being typed, an open disclosure, the preview. Elements with an id are the same element before and after.
import { focusOn, placeOf } from "./console-focus.js";

const sent = new WeakMap();
const stored = new WeakSet();
const SHOWN_MS = 10000;

let isNews = false;

function stateOf(control) {
  return `${control.checked ?? ""}|${control.value}`;
}

/** Remembers what a form sends, field by field. */
function noteSent(form) {
  for (const control of form?.elements ?? []) sent.set(control, stateOf(control));
}

/** Says that what was sent has been stored: fields that nobody touched since may take the server's values again. */
function settle(form) {
  for (const control of form?.elements ?? []) {
    if (sent.get(control) === stateOf(control)) stored.add(control);
  }
}

function isDirty(control) {
  if (control instanceof HTMLSelectElement) {
    const options = [...control.options];
    const original = Math.max(0, options.findIndex((option) => option.defaultSelected));
    return control.selectedIndex !== original;
  }
  if (control.type === "checkbox" || control.type === "radio") return control.checked !== control.defaultChecked;
  return control.value !== control.defaultValue;
}

function isControl(node) {
  return node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement || node instanceof HTMLSelectElement;
}

function mergeAttributes(old, fresh) {
  const keepsOpen = old instanceof HTMLDetailsElement;
  for (const { name, value } of fresh.attributes) {
    if (!(keepsOpen && name === "open") && old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && !(keepsOpen && name === "open")) old.removeAttribute(name);
  }
}

function mergeControl(old, fresh) {
  const keeps = isDirty(old) && !stored.has(old);
  const held = { value: old.value, checked: old.checked };
  mergeAttributes(old, fresh);
  if (old instanceof HTMLTextAreaElement) {
    if (old.defaultValue !== fresh.defaultValue) old.defaultValue = fresh.defaultValue;
  } else if (old instanceof HTMLSelectElement) {
    mergeChildren(old, fresh);
  }
  const wanted = keeps ? held : { value: fresh.value, checked: fresh.checked };
  if (old.value !== wanted.value) old.value = wanted.value;
  if ("checked" in old && old.checked !== wanted.checked) old.checked = wanted.checked;
}

function mergeNode(old, fresh) {
  // What was said about one's own last move stays when news comes in.
  if (isNews && old.id === "said") return;
  // What a script fills and shows is its own.
  if (old.dataset && "keeps" in old.dataset) return;
  if (old.nodeType === Node.TEXT_NODE) {
    if (old.data !== fresh.data) old.data = fresh.data;
  } else if (old.nodeType === Node.ELEMENT_NODE) {
    if (isControl(old)) {
      mergeControl(old, fresh);
    } else if (!old.isEqualNode(fresh) || old.querySelector("input, textarea, select")) {
      mergeAttributes(old, fresh);
      mergeChildren(old, fresh);
    }
  }
}

function isSame(old, fresh) {
  return old !== null && old.nodeName === fresh.nodeName && (old.id ?? "") === (fresh.id ?? "");
}

/** Moves a node without reloading or blurring what is in it, where the browser can. */
function put(parent, node, before) {
  if (parent.moveBefore && node.isConnected) parent.moveBefore(node, before);
  else parent.insertBefore(node, before);
}

function mergeChildren(parent, fresh) {
  const known = new Map([...parent.children].filter((child) => child.id).map((child) => [child.id, child]));
  let cursor = parent.firstChild;
  for (const next of [...fresh.childNodes]) {
    const match = next.id ? known.get(next.id) : cursor;
    if (match && isSame(match, next)) {
      if (match === cursor) cursor = cursor.nextSibling;
      else put(parent, match, cursor);
      mergeNode(match, next);
    } else {
      parent.insertBefore(next, cursor);
    }
  }
  while (cursor) {
    const gone = cursor;
    cursor = cursor.nextSibling;
    gone.remove();
  }
}

function isLost() {
  return !document.activeElement || document.activeElement === document.body;
}

function merge(target, fragment) {
  const held = document.activeElement;
  const hadFocus = held && target.contains(held);
  const place = hadFocus ? placeOf(held) : null;
  mergeChildren(target, fragment);
  if (place && isLost()) focusOn(place);
  target.dispatchEvent(new CustomEvent("console:merged", { bubbles: true }));
}

htmx.defineExtension("merge", {
  isInlineSwap: (style) => style === "merge",
  handleSwap(style, target, fragment) {
    if (style !== "merge") return false;
    merge(target, fragment);
    return [target];
  },
});

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const { xhr, requestConfig } = detail;
  isNews = requestConfig.verb === "get";
  const elsewhere = xhr.responseURL && !new URL(xhr.responseURL).pathname.includes("/console/");
  if (elsewhere) {
    // The session is over: the sign-in page is a page of its own and leads back here.
    detail.shouldSwap = false;
    window.location.reload();
  } else if (xhr.status < 400 && requestConfig.verb !== "get") {
    const form = requestConfig.elt.closest?.("form");
    settle(form);
    form?.closest("details.pop")?.removeAttribute("open");
  }
});

/** What went well is said for a while; what was refused stays until the next move. */
document.addEventListener("console:merged", () => {
  for (const note of document.querySelectorAll("#said-good .notice")) setTimeout(() => note.remove(), SHOWN_MS);
});
document.addEventListener("input", ({ target }) => stored.delete(target));
document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  if (detail.requestConfig.verb !== "get") noteSent(detail.requestConfig.elt.closest?.("form"));
});
