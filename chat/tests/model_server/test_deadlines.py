from chat.model_server.deadlines import SHORTEST_SECONDS, TRIED_AGAIN, Deadline


def test_a_server_gets_what_it_has_needed_before_and_something_more() -> None:
    deadline = Deadline()
    assert deadline.seconds(1.5) == 1.5
    deadline.needed(0.02)
    assert deadline.seconds(1.5) == SHORTEST_SECONDS

    deadline.needed(0.6)
    assert 0.6 < deadline.seconds(1.5) < 1.5
    deadline.needed(1.4)
    assert deadline.seconds(1.5) == 1.5
    for _ in range(20):
        deadline.needed(0.02)
    assert deadline.seconds(1.5) == SHORTEST_SECONDS


def test_one_that_is_away_holds_nobody_up_and_is_given_all_now_and_then() -> None:
    deadline, given = Deadline(), []
    for _ in range(2 * TRIED_AGAIN):
        given.append(deadline.seconds(1.5))
        deadline.was_late()

    assert given[:4] == [1.5, 0.75, 0.375, SHORTEST_SECONDS]
    assert given.count(1.5) == 2
    deadline.needed(1.0)
    assert deadline.seconds(1.5) == 1.5


def test_a_setting_below_the_shortest_is_kept() -> None:
    assert Deadline().seconds(0.1) == 0.1
