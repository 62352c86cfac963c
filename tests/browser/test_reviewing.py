"""A measure is reviewed: named by the office, judged by two people on their own, decided by the steering group."""

from playwright.sync_api import expect

from participation.access.models import Role
from participation.concept.models import MeasureState
from tests.browser.conftest import LAPTOP
from tests.browser.navigators.inspector import findings
from tests.browser.navigators.office import Office
from tests.factories import PASSWORD, a_goal, a_measure, a_staff_user, an_edition
from tests.measures.integration.conftest import COMPLETE

PEOPLE = {"Office": Role.OFFICE, "Ada": Role.REVIEWER, "Bo": Role.REVIEWER, "Group": Role.STEERING}


def at_the_desk(person, name):
    page = person("en", LAPTOP)
    Office(page).sign_in(name, PASSWORD)
    return page


def judge(page, vote, reason):
    page.get_by_role("link", name="Read and judge").click()
    assert findings(page) == []
    for group in page.get_by_role("group").all()[:-1]:
        group.get_by_label("mostly met").check()
    page.get_by_label(vote, exact=True).check()
    page.get_by_label("Reason").fill(reason)
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_text("Your review is handed in.")).to_be_visible()


def test_two_reviewers_disagree_and_the_steering_group_decides(live_app, person):
    with live_app.app_context():
        goal = a_goal(an_edition())
        a_measure(goal.edition, goals=[goal], state=MeasureState.IN_REVIEW, **COMPLETE)
        for name, role in PEOPLE.items():
            a_staff_user(role, name=name)
    office, ada, bo, group = (at_the_desk(person, name) for name in PEOPLE)

    office.get_by_role("link", name="Measures").click()
    office.get_by_role("link", name="Schwimmkurse").click()
    office.get_by_label("Ada", exact=True).check()
    office.get_by_label("Bo", exact=True).check()
    office.get_by_role("button", name="Name the reviewers").click()
    expect(office.get_by_text("The reviewers are named.")).to_be_visible()

    ada.reload()
    judge(ada, "recommend", "The need is shown.")
    bo.reload()
    expect(bo.get_by_text("The need is shown.")).to_have_count(0)
    judge(bo, "do not recommend", "The costs are open.")

    group.reload()
    group.get_by_role("link", name="Compare and decide").click()
    expect(group.get_by_role("table")).to_contain_text("The need is shown.")
    expect(group.get_by_role("table")).to_contain_text("The costs are open.")
    assert findings(group) == []
    group.get_by_label("Reason of the decision").fill("The money is there from 2027 on.")
    group.get_by_role("button", name="Recommend", exact=True).click()
    expect(group.get_by_text("Nothing waits for a decision.")).to_be_visible()

    office.reload()
    expect(office.locator("#reviews")).to_contain_text("Decision: The money is there from 2027 on.")
    office.get_by_role("button", name="Adopted").click()
    expect(office.locator("h1 + p .mark")).to_have_text("Adopted")
