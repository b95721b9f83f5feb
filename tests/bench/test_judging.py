"""How well a list of answers does is reckoned as the bench says."""

import pytest

from bench import judging
from bench.judging import interval, judged, ndcg, recall

RELEVANT = {"best": 3, "good": 2, "some": 1}


@pytest.mark.parametrize(
    ("found", "figure"),
    [
        (["best", "good", "some"], 1.0),
        (["best", "good", "some", "other"], 1.0),
        ([], 0.0),
        (["other"], 0.0),
        ([*"abcdefghij", "best"], 0.0),
    ],
)
def test_the_best_order_is_one_and_nothing_is_zero(found, figure):
    assert ndcg(found, RELEVANT) == pytest.approx(figure)


def test_what_is_worth_more_counts_more_and_earlier_counts_more():
    assert ndcg(["best"], RELEVANT) > ndcg(["good"], RELEVANT) > ndcg(["other", "good"], RELEVANT) > 0


def test_recall_is_of_the_five_that_could_be_there():
    assert recall(["best", *"abcd", "good"], RELEVANT) == pytest.approx(1 / 3)
    assert recall([*"abcde"], dict.fromkeys("abcdefgh", 1)) == 1.0


def test_the_interval_lies_around_the_mean_and_is_the_same_each_time():
    low, high = interval([0.0, 0.1, 0.2] * 20)

    assert 0 < low < 0.1 < high < 0.2
    assert interval([0.0, 0.1, 0.2] * 20) == (low, high)


def test_a_question_that_asks_for_nothing_there_is_said(tmp_path, monkeypatch):
    (tmp_path / "few.yaml").write_text("- {query: rust, kind: typo, half: tune, relevant: {rust-in-de-wijk: 3}}\n")
    monkeypatch.setattr(judging, "FOLDER", tmp_path)

    assert [one.query for one in judged({"rust-in-de-wijk"})] == ["rust"]
    with pytest.raises(ValueError, match="rust-in-de-wijk"):
        judged(set())


@pytest.mark.parametrize("wrong", ["worth: 3", "relevant: {}", "relevant: {rust: 4}", "half: all"])
def test_a_careless_question_is_said(tmp_path, monkeypatch, wrong):
    whole = {"kind": "typo", "half": "tune", "relevant": "{rust: 3}"} | dict([wrong.split(": ", 1)])
    (tmp_path / "few.yaml").write_text(
        f"- {{query: rust, {', '.join(f'{key}: {value}' for key, value in whole.items())}}}\n"
    )
    monkeypatch.setattr(judging, "FOLDER", tmp_path)

    with pytest.raises(ValueError, match=r"few\.yaml, line 1"):
        judged({"rust"})
