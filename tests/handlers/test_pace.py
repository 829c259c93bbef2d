from handlers import pace
from handlers.pace import Pace


class Watch:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_so_many_in_a_window_that_moves() -> None:
    watch = Watch()
    paced = Pace(2, 60, watch)
    assert [paced.allows(1), paced.allows(1), paced.allows(1), paced.allows(2)] == [True, True, False, True]
    watch.now += 59.9
    assert not paced.allows(1)
    watch.now += 0.1
    assert [paced.allows(1), paced.allows(1), paced.allows(1)] == [True, True, False]


def test_what_was_refused_does_not_count() -> None:
    watch = Watch()
    paced = Pace(1, 60, watch)
    for _ in range(3):
        assert paced.allows("one")
        watch.now += 30
        assert not paced.allows("one")
        watch.now += 30


def test_many_keys_do_not_stay_and_the_one_that_asks_does() -> None:
    paced = Pace(1, 60, Watch())
    for key in range(pace._MOST_KEYS + 500):
        paced.allows(key)
        assert not paced.allows("busy") or key == 0

    assert len(paced._times) == pace._MOST_KEYS
