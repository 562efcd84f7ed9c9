from chat.background.pauses import Pause


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_each_failure_makes_the_pause_longer_until_one_goes_well() -> None:
    clock = Clock()
    pause = Pause(clock)
    assert not pause.is_on

    lengths = [_length(pause, clock) for _ in range(8)]
    assert lengths == [60, 120, 240, 480, 960, 1800, 1800, 1800]

    pause.end()
    assert _length(pause, clock) == 60


def _length(pause: Pause, clock: Clock) -> float:
    began = clock.now
    pause.begin()
    while pause.is_on:
        clock.now += 30

    return clock.now - began
