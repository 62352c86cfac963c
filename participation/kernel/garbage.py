"""When garbage in circles is searched for: Python looks through all young objects, and everybody waits meanwhile.

Its own threshold means several searches in each request. What a request leaves behind in circles is little; what makes
a search long are the objects of requests and connections that are open. So a server searches when nothing is to do, if
it can tell, and else after many requests.
"""

import gc

OBJECTS_OF_A_REQUEST = 2_000
REQUESTS_BETWEEN_SEARCHES = 10
MOST_REQUESTS_BETWEEN_SEARCHES = 50
"""Where the server searches while it rests."""
SEARCHES_OF_THE_YOUNG = 10
SEARCHES_OF_THE_OLDER = 100
"""Before everything is searched: what a hall leaves behind is young, and that search makes everybody wait for 40 ms."""
WORTH_A_SEARCH = OBJECTS_OF_A_REQUEST


def settle(*, searches_at_rest: bool) -> None:
    """Let what is there now live as long as the process, and search rarely for what comes."""
    gc.freeze()
    requests = MOST_REQUESTS_BETWEEN_SEARCHES if searches_at_rest else REQUESTS_BETWEEN_SEARCHES
    gc.set_threshold(requests * OBJECTS_OF_A_REQUEST, SEARCHES_OF_THE_YOUNG, SEARCHES_OF_THE_OLDER)


def search_at_rest() -> None:
    """Search among the young objects if it is worth while, among the older when that is due."""
    young, searches, older_searches = gc.get_count()
    if young < WORTH_A_SEARCH:
        return
    if searches < SEARCHES_OF_THE_YOUNG:
        gc.collect(0)
    else:
        gc.collect(1 if older_searches < SEARCHES_OF_THE_OLDER else 2)
