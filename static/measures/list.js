// One tick for all measures of the page. Without this script each is ticked by itself.
const all = document.querySelector("[data-choose-all]");
if (all) {
  const each = [...document.querySelectorAll('input[name="measure"]')];
  const show = () => {
    const chosen = each.filter((box) => box.checked).length;
    all.checked = chosen === each.length;
    all.indeterminate = chosen > 0 && !all.checked;
  };
  all.hidden = false;
  all.addEventListener("change", () => {
    for (const box of each) box.checked = all.checked;
  });
  for (const box of each) box.addEventListener("change", show);
  show();
}
