"""The evaluation of proposals: the same in each run, and better than the last change before."""

from benchmarks.links import rows


def test_5_4_proposals_beat_the_last_change_before_the_start():
    table = list(rows(cases=60, bystanders=[40], seed=7))
    assert table == list(rows(cases=60, bystanders=[40], seed=7))
    ratios = [[float(word) for word in line.split()[-6:]] for line in table]
    assert all(first > baseline for first, baseline, *_ in ratios)
    assert ratios[0][2] > 1.5
