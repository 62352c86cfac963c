// A form that leaves the page goes only when there is a way out: on an error page of the browser a text would be lost.
async function goOut(event) {
  const { target: form, submitter } = event;
  event.preventDefault();
  const asked = fetch(`/${code}/stage`, { method: "HEAD", signal: AbortSignal.timeout?.(PATIENCE) });
  const reached = await asked.catch(() => null);
  find(".unsent", form)?.remove();
  if (!reached) return form.append(find("#unsent").content.cloneNode(true));
  form.dataset.goes = "";
  form.requestSubmit(submitter);
  delete form.dataset.goes;
}

// The rooms have begun or ended: this device belongs on another page. What is not sent yet goes along.
function moveOn(address) {
  if (ours().some((entry) => entry.state !== "refused")) throw new Error("still sending");
  const field = find("[data-draft]");
  const texts = [field && field.value !== field.defaultValue ? field.value : "", ...all(".kept textarea").map((rest) => rest.value)];
  kept.write("carried", texts.filter((text) => text.trim()));
  location.replace(address);
}

function unpack() {
  for (const text of kept.read("carried") || []) showKept(find("#now"), text);
  kept.write("carried", null);
}
