"""People set up their device for their eyes and hands: spacing, magnification, contrast, motion, forced colours.

What axe cannot see; it looks at all colours in ``test_accessibility``. Each test names the success criterion of WCAG
2.2 that it stands for.
"""

import pytest

from tests.browser.city import SCENES
from tests.browser.conftest import PHONE
from tests.browser.navigators.inspector import overflow
from tests.browser.pages import visiting

PAGES = ("/", "/accessibility", "/{code}/results", "/{code}/table")
SMALL_TARGETS = """() => [...document.querySelectorAll('a[href], button, summary, label:has(input), select, textarea,'
    + ' input:not([type=hidden])')].filter((element) => {
  const sentence = element.localName === 'a' && getComputedStyle(element).display === 'inline';
  if (sentence || element.matches('label input') || !element.checkVisibility()) return false;
  const box = element.getBoundingClientRect();
  return box.width && (box.width < 43.9 || box.height < 43.9);
}).map((element) => element.outerHTML.slice(0, 120))"""
"""Links within a sentence are excepted (2.5.8); 44 px are those of 2.5.5."""
SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important;'
    + ' word-spacing: 0.16em !important } p { margin-block-end: 2em !important }');
  document.adoptedStyleSheets = [sheet];
}"""
CUT = """() => [...document.querySelectorAll('body *')].filter((element) => {
  const { overflowX, overflowY } = getComputedStyle(element);
  const [wide, high] = [overflowX, overflowY].map((value) => ['hidden', 'clip'].includes(value));
  return element.clientWidth > 1 && (wide && element.scrollWidth > element.clientWidth + 1
    || high && element.scrollHeight > element.clientHeight + 1);
}).map((element) => element.outerHTML.slice(0, 120))"""
MOVING = """() => [...document.querySelectorAll('*')].filter((element) => {
  const { transitionDuration, animationDuration, scrollBehavior } = getComputedStyle(element);
  const times = `${transitionDuration},${animationDuration}`.split(',');
  return times.some((time) => parseFloat(time) > 0) || scrollBehavior === 'smooth';
}).map((element) => element.outerHTML.slice(0, 120))"""
BACKGROUND = "(element) => getComputedStyle(element).backgroundColor"
"""As it is drawn: in forced colours, what the system makes of it."""


def all_pages(visitor, city):
    """Every scene on the phone, then the other pages of participants; each with what it is called."""
    for scene in SCENES:
        city.play(SCENES[scene])
        yield scene, visitor.open(f"/{city.code}")
    for address in PAGES:
        yield address, visitor.open(address.format(code=city.code))


@pytest.fixture(scope="module")
def phone(browser, city):
    """A resident who has sent a card and sits at a table."""
    with visiting(browser, city, "de", PHONE) as visitor:
        visitor.take_part()
        yield visitor


def test_targets_of_44_pixels_and_wider_text_spacing_and_no_motion_on_every_page(phone, city):
    small, cut, moving = {}, {}, {}
    for name, page in all_pages(phone, city):
        small[name] = page.evaluate(SMALL_TARGETS)
        moving[name] = page.evaluate(MOVING)
        page.evaluate(SPACED)
        cut[name] = (overflow(page), page.evaluate(CUT))
    assert {name: found for name, found in small.items() if found} == {}
    assert {name: found for name, found in moving.items() if found} == {}
    assert {name: found for name, found in cut.items() if found != (0, [])} == {}


@pytest.mark.parametrize("look", [{}, {"forced_colors": "active"}], ids=["own colours", "forced colours"])
def test_given_dot_and_chosen_answer_look_different_from_the_others(browser, city, look):
    """1.4.1, 1.4.11: what is chosen shows, also where the system takes every background away."""
    with visiting(browser, city, "de", PHONE, **look) as visitor:
        city.play(SCENES["vote"])
        page = visitor.open(f"/{city.code}")
        given, other = (page.locator("[name=option]").nth(place) for place in (0, 1))
        given.check()
        assert given.evaluate(BACKGROUND) != other.evaluate(BACKGROUND)
        city.play(SCENES["scale"])
        page = visitor.open(f"/{city.code}")
        choice = page.locator("button.choice").first
        before = choice.screenshot()
        choice.click()
        page.locator("button.choice[aria-pressed=true]").wait_for()
        page.evaluate("document.activeElement.blur()")
        assert choice.screenshot() != before


def test_examination_sees_small_targets_cut_text_and_motion(phone, city):
    city.play(SCENES["collect"])
    page = phone.open(f"/{city.code}")
    page.evaluate("""() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync('.button--large { min-block-size: 0 !important; block-size: 20px; transition: color 1s }'
        + ' .band { block-size: 20px; overflow: hidden }');
      document.adoptedStyleSheets = [sheet];
    }""")
    assert [len(page.evaluate(look)) for look in (SMALL_TARGETS, CUT, MOVING)] == [1, 1, 1]
