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
