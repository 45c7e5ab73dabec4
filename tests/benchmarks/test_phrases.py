"""What the rule about empty phrases makes of the last words of real incidents (5.1)."""

from benchmarks import phrases


def test_5_1_no_real_deed_is_taken_for_a_phrase_and_most_phrases_are_found(missing):
    if not phrases.CORPUS.is_dir():
        missing("the corpora of real incidents are not there")
    texts = {text for _, text in phrases.texts()}
    found = phrases.score(texts)
    assert sum(found) == len(texts) > 80
    assert found.false_alarms == 0
    assert found.missed < found.empty_found
