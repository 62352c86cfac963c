document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  const field = find("[data-draft]", form);
  if (form.method !== "post") return;
  if (!form.dataset.send) return "goes" in form.dataset ? field && markSent(field) : goOut(event);
  event.preventDefault();
  if (field && !field.value.trim()) return field.focus();
  const stored = sendForm(form, submitter);
  if (!field) return;
  field.value = field.defaultValue = "";
  markLength(field);
  field.focus();
  stored.then((safe) => safe && keepDraft(field));
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
  if (event.target.matches("[data-copy]")) copyCode(event.target);
  if (event.target.matches("[data-again]")) backIntoField(event.target.closest(".own"));
  if (event.target.matches("[data-away]")) takeAway(event.target.closest(".kept"));
});
// The list of languages lies over the page: it closes for whoever goes on.
document.addEventListener("focusin", (event) => {
  const list = find(".tongue[open]");
  if (list && !list.contains(event.target)) list.open = false;
});
find(".tongue").addEventListener("keydown", (event) => {
  const list = find(".tongue[open]");
  if (!list || event.key !== "Escape") return;
  list.open = false;
  find("summary", list).focus();
});
document.addEventListener("visibilitychange", () => (document.hidden ? keepPage() : wake()));
addEventListener("pageshow", (event) => event.persisted && wake());
addEventListener("online", wake);
if (window.speechSynthesis) speechSynthesis.onvoiceschanged = offerVoice;

// A refused form was answered at its own address; the page goes on where it can be asked for again.
if (document.body.dataset.here) history.replaceState(null, "", document.body.dataset.here);
begin();
unpack();
setInterval(tick, 1000);
listen();
readOutbox().then(() => {
  ours().forEach(showEntry);
  flush();
});
if (navigator.serviceWorker) enlist().catch(() => {});
