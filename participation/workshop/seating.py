"""Who sits where: spreading people over tables, and changing tables in a World Café. Pure rules; no database.

Tables and people are their ids; tables come in the order of their numbers.
"""

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Mapping, Sequence

LARGEST_GROUP = 6
"""Small groups of four to six work out wishes and plans (METHOD, Craft rules): above that the console hints."""


def spread(people: Iterable[int], present: Mapping[int, int]) -> dict[int, int]:
    """Return a table for each of ``people``, so that the tables end up as even as they can.

    ``present`` is how many sit at each table already; nobody of those is moved. Of equal tables the first is taken.
    """
    filled = dict(present)
    seats = {}
    for person in people:
        table = min(filled, key=lambda each: filled[each])
        filled[table] += 1
        seats[person] = table
    return seats


def change_tables(
    seats: Mapping[int, int],
    hosts: Collection[int],
    visited: Mapping[int, Collection[int]],
    tables: Sequence[int],
) -> dict[int, int]:
    """Return the next table of everybody who sits in ``seats`` and is no host.

    ``visited`` are the tables at which each person has been before; the present one counts as visited. After the
    change the tables differ by one person at most, hosts counted. Under that condition as few people as possible
    come to a table a second time, none of them where nobody has to. People who sat together part.
    """
    change = _Change(seats, hosts, visited, tables)
    guests = [person for person in seats if person not in hosts]
    late = [person for person in guests if not change.place_anew(person)]
    for person in late:
        change.place_again(person)
    return {person: change.seat_of[person] for person in guests}


class _Change:
    """A change of tables: people are placed one after the other, pushing others on where that helps.

    It is a flow from people to tables: each table takes ``least`` people, and ``extras`` of them take one more.
    ``place_anew`` looks for an augmenting path in it, so that in the end no larger number of people could have
    come to a table that is new to them.
    """

    def __init__(
        self,
        seats: Mapping[int, int],
        hosts: Collection[int],
        visited: Mapping[int, Collection[int]],
        tables: Sequence[int],
    ) -> None:
        self._seats = seats
        self._tables = tables
        self._least, self._extras = divmod(len(seats), len(tables))
        self._hosts = {table: sum(seats[host] == table for host in hosts if host in seats) for table in tables}
        self._guests: dict[int, list[int]] = {table: [] for table in tables}
        self._known = {person: {*visited.get(person, ()), table} for person, table in seats.items()}
        self._wanted = _preferences(seats, hosts, tables)
        self.seat_of: dict[int, int] = {}

    def place_anew(self, person: int) -> bool:
        """Give the person a table that is new to them, moving others to tables new to them; tell whether it went."""
        came_from: dict[int, tuple[int, int | None] | None] = dict.fromkeys(self._new_to(person))
        waiting = deque(came_from)
        while waiting:
            table = waiting.popleft()
            if self._has_room(table):
                self._push_along(came_from, table, person)
                return True
            for further, mover in self._ways_on(table):
                if further not in came_from:
                    came_from[further] = (table, mover)
                    waiting.append(further)
        return False

    def place_again(self, person: int) -> None:
        """Give the person one of the seats that are left; their present table only when there is no other."""
        free = [table for table in self._tables if self._has_room(table)]
        self._sit(person, min(free, key=lambda table: (table == self._seats[person], self._load(table))))

    def _new_to(self, person: int) -> list[int]:
        return [table for table in self._wanted[person] if table not in self._known[person]]

    def _load(self, table: int) -> int:
        return self._hosts[table] + len(self._guests[table])

    def _has_room(self, table: int) -> bool:
        load = self._load(table)
        return load < self._least or (load == self._least and self._used_extras() < self._extras)

    def _used_extras(self) -> int:
        return sum(self._load(table) > self._least for table in self._tables)

    def _ways_on(self, table: int) -> Iterable[tuple[int, int | None]]:
        """Yield the tables to which somebody could move on from a full one, and who; ``None``: a larger table.

        A table that takes one more instead of a larger one makes that one give up somebody.
        """
        for mover in self._guests[table]:
            for further in self._new_to(mover):
                yield further, mover
        if self._load(table) == self._least:
            for further in self._tables:
                if self._load(further) > self._least:
                    yield further, None

    def _push_along(self, came_from: Mapping[int, tuple[int, int | None] | None], table: int, person: int) -> None:
        step = came_from[table]
        while step is not None:
            before, mover = step
            if mover is not None:
                self._guests[before].remove(mover)
                self._sit(mover, table)
            table, step = before, came_from[before]
        self._sit(person, table)

    def _sit(self, person: int, table: int) -> None:
        self._guests[table].append(person)
        self.seat_of[person] = table


def _preferences(seats: Mapping[int, int], hosts: Collection[int], tables: Sequence[int]) -> dict[int, Sequence[int]]:
    """Return for each guest the tables in the order in which they like them: each of a group begins at another."""
    place = {table: number for number, table in enumerate(tables)}
    before: defaultdict[int, int] = defaultdict(int)
    wanted: dict[int, Sequence[int]] = {}
    for person, table in seats.items():
        if person not in hosts:
            first = (place[table] + 1 + before[table] % max(1, len(tables) - 1)) % len(tables)
            before[table] += 1
            wanted[person] = (*tables[first:], *tables[:first])
    return wanted
