"""People are spread evenly over tables, and in a World Café everybody comes to new ones."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from participation.workshop.seating import change_tables, spread

TABLES = (10, 20, 30, 40)


def sizes(seats, tables):
    return [list(seats.values()).count(table) for table in tables]


def walk(seats, hosts, tables, rounds):
    """Ring the bell so many times; returns the seats of every round."""
    told, visited = [dict(seats)], {}
    for _ in range(rounds):
        for person, table in told[-1].items():
            visited.setdefault(person, set()).add(table)
        told.append(told[-1] | change_tables(told[-1], hosts, visited, tables))
    return told


def test_newcomers_fill_the_emptiest_tables_first():
    assert spread([1, 2, 3], {10: 2, 20: 0, 30: 1}) == {1: 20, 2: 20, 3: 30}


def test_nobody_to_spread_is_nobody_seated():
    assert spread([], {10: 0}) == {}


@given(people=st.integers(0, 60), present=st.lists(st.just(0), min_size=1, max_size=9))
def test_tables_filled_from_nothing_differ_by_one_at_most(people, present):
    tables = dict(enumerate(present))
    filled = sizes(spread(range(people), tables), tables)
    assert (sum(filled), max(filled) - min(filled) <= 1) == (people, True)


def test_hosts_stay_and_their_guests_part():
    seats = {person: TABLES[person // 4] for person in range(16)}
    after = change_tables(seats, {0, 4, 8, 12}, {}, TABLES)
    assert sorted(after) == [person for person in range(16) if person % 4]
    guests_of_first = {after[1], after[2], after[3]}
    assert guests_of_first == {20, 30, 40}


def test_in_a_full_cafe_nobody_sits_at_a_table_twice():
    seats = {person: TABLES[person // 5] for person in range(20)}
    told = walk(seats, {0, 5, 10, 15}, TABLES, rounds=3)
    guests = [person for person in seats if person % 5]
    assert [len({round_[guest] for round_ in told}) for guest in guests] == [4] * len(guests)
    assert [sizes(round_, TABLES) for round_ in told] == [[5, 5, 5, 5]] * 4


def test_one_table_keeps_its_people():
    assert change_tables({1: 10, 2: 10}, set(), {}, (10,)) == {1: 10, 2: 10}


def test_when_all_tables_are_known_people_still_move_and_stay_even():
    seats = {1: 10, 2: 10, 3: 20, 4: 20}
    visited = {person: {10, 20} for person in seats}
    assert sizes(change_tables(seats, set(), visited, (10, 20)), (10, 20)) == [2, 2]


@st.composite
def cafes(draw):
    """A few people at up to three tables, some hosting, with what they have seen so far."""
    tables = (10, 20, 30)[: draw(st.integers(1, 3))]
    people = draw(st.integers(1, 6))
    seats = {person: draw(st.sampled_from(tables)) for person in range(people)}
    hosts = {
        min(person for person, seat in seats.items() if seat == table)
        for table in draw(st.sets(st.sampled_from(tables)))
        if table in seats.values()
    }
    visited = {person: draw(st.sets(st.sampled_from(tables))) for person in seats}
    return seats, hosts, visited, tables


def fewest_repeats(seats, hosts, visited, tables):
    """Try every even arrangement; return the smallest number of people who come to a known table."""
    guests = [person for person in seats if person not in hosts]
    kept = [seats[host] for host in hosts]
    best = len(guests)
    for places in product(tables, repeat=len(guests)):
        filled = [[*kept, *places].count(table) for table in tables]
        if max(filled) - min(filled) <= 1:
            best = min(
                best, sum(place in visited[guest] | {seats[guest]} for guest, place in zip(guests, places, strict=True))
            )
    return best


@settings(deadline=None, max_examples=150)
@given(cafes())
def test_no_even_arrangement_brings_fewer_people_to_a_table_again(cafe):
    seats, hosts, visited, tables = cafe
    after = change_tables(seats, hosts, visited, tables)
    again = sum(after[guest] in visited[guest] | {seats[guest]} for guest in after)
    filled = sizes(after | {host: seats[host] for host in hosts}, tables)
    assert sorted(after) == [person for person in seats if person not in hosts]
    assert (max(filled) - min(filled) <= 1, again) == (True, fewest_repeats(seats, hosts, visited, tables))


@settings(deadline=None, max_examples=60)
@given(tables=st.integers(2, 8), each=st.integers(2, 6), rounds=st.integers(1, 7))
def test_with_equal_tables_nobody_returns_before_they_have_been_everywhere(tables, each, rounds):
    numbers = tuple(range(tables))
    seats = {person: person % tables for person in range(tables * each)}
    told = walk(seats, set(range(tables)), numbers, min(rounds, tables - 1))
    guests = range(tables, tables * each)
    assert [len({round_[guest] for round_ in told}) for guest in guests] == [len(told)] * len(guests)


def test_four_hundred_people_at_sixty_tables_change_in_time():
    numbers = tuple(range(60))
    seats = {person: person % 60 for person in range(400)}
    told = walk(seats, set(range(60)), numbers, rounds=2)
    assert {len({round_[guest] for round_ in told}) for guest in range(60, 400)} == {3}
