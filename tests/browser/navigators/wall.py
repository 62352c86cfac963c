"""Looks at the projector as somebody in the last row would: is everything large enough, whole, and apart?"""

from contextlib import suppress

from playwright.sync_api import Page, TimeoutError  # noqa: A004 - playwright's own

FAULTS = """() => {
  const scale = Math.min(innerHeight / 1080, innerWidth / 1440);
  const found = new Set();
  const name = (element) => `${element.tagName.toLowerCase()}.${element.className.baseVal ?? element.className}`;
  const seen = (element) => {
    const box = element.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && getComputedStyle(element).visibility !== 'hidden'
      && !element.closest('.for-ears');
  };
  const inside = (box) =>
    box.left >= -1 && box.top >= -1 && box.right <= innerWidth + 1 && box.bottom <= innerHeight + 1;
  for (const element of [...document.querySelectorAll('#board *')].filter(seen)) {
    const style = getComputedStyle(element);
    const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (hasText && parseFloat(style.fontSize) < 24 * scale - 0.1) found.add(`small: ${name(element)}`);
    if (hasText && !inside(element.getBoundingClientRect())) found.add(`outside: ${name(element)}`);
    const wide = element.scrollWidth > element.clientWidth + 1 && style.overflowX !== 'visible';
    const high = element.scrollHeight > element.clientHeight + 1 && style.overflowY !== 'visible';
    const whole = element.clientWidth > 1 && style.webkitLineClamp === 'none';
    if (whole && (wide || high)) found.add(`cut: ${name(element)}`);
  }
  const apart = `.card, .island, .option, .result, .pair, .table, .ending li, #loose .slip, .rules li, .large, .spread,
    .invitation__qr, .invitation__words, .head__phase, .head__prompts, .head__time, .strip__qr, .strip__address, .pages,
    .counts, .voted, .legend, .loose__head, .cafe__table, .cafe__bell`;
  const boxes = [...document.querySelectorAll(apart)].filter(seen).map((each) => [each, each.getBoundingClientRect()]);
  boxes.forEach(([one, a], place) => boxes.slice(place + 1).forEach(([other, b]) => {
    if (one.contains(other) || other.contains(one)) return;
    const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (across > 1 && down > 1) found.add(`overlap: ${name(one)} ${name(other)}`);
  }));
  const always = { prompt: '.head__prompt', time: '[data-ends]', code: '.strip__address b, .invitation__code' };
  for (const [what, selector] of Object.entries(always)) {
    const shown = [...document.querySelectorAll(selector)].filter(seen);
    if (!shown.some((each) => inside(each.getBoundingClientRect()))) found.add(`missing: ${what}`);
  }
  return [...found];
}"""
DRAWN = """async () => {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  do {
    document.body.getBoundingClientRect();
    await document.fonts.ready;
    await frame();
    await frame();
  } while (document.fonts.status !== 'loaded');
}"""
"""Letters are asked for when the first text is laid out that needs them, and the wall is fitted anew when they come."""


SETTLED = f"() => ({FAULTS})().length === 0"
SETTLING_MS = 3_000
"""A wall is fitted anew when letters come and when its size changes; a machine with much to do is late with both."""


def faults(page: Page) -> list[str]:
    """Return what the last row would go on missing: text below 24 px at 1080p, what is cut off, covered or absent."""
    page.evaluate(DRAWN)
    with suppress(TimeoutError):
        page.wait_for_function(SETTLED, timeout=SETTLING_MS)
    return page.evaluate(FAULTS)
