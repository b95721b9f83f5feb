"""What is about the same is found in other words too, in a library that is large enough to learn that from."""

import numpy as np
import pytest

from tests.library.library_of_few import entry, found, index
from wijkwerk.library.search import Reason, subjects

# Each subject has its own words; every entry about it has some of them.
GARDEN = ["zaaien", "oogsten", "harken", "wieden", "snoeien", "spitten", "mesten", "enten"]
MUSIC = ["zingen", "fluiten", "trommelen", "strijken", "tokkelen", "neurien", "brommen", "kwelen"]


def about(words: list[str], number: int, name: str, **more):
    said = ", ".join(words[(number + step) % len(words)] for step in range(4))
    return entry(f"{name} {number}", summary=f"Iets over {said}.", **more)


def library(number: int = 100, **more):
    """Ten entries about each subject, one that only calls it by a name of its own, and others that say nothing else."""
    return index(
        *(about(GARDEN, one, "Tuin") for one in range(10)),
        *(about(MUSIC, one, "Koor") for one in range(10)),
        entry("Gieter", summary="Over zaaien, oogsten, harken en wieden.", **more),
        *(entry(f"Blad {letter}", summary=f"Eigen{letter} woord{letter}.") for letter in (f"{one:03}" for one in range(number))),
    )  # fmt: skip


def test_what_is_about_the_same_is_found_without_the_word_that_was_asked():
    titles = found(library(), "gieter")

    assert titles[0] == "Gieter"
    assert len(titles) > 5 and all(title.startswith("Tuin") for title in titles[1:])


def test_such_a_hit_says_what_it_is_about_the_same_as():
    first, second, *_ = library().find("gieter")

    assert first.reasons == [Reason("gieter", "gieter", "title", "word")]
    assert second.reasons == [Reason("Gieter", "Gieter", "about", "subject")]
    assert second.why("nl") == "gaat over hetzelfde als ‘Gieter’."
    assert second.why("en") == "is about the same as ‘Gieter’."


def test_what_answers_faintly_says_its_word_and_that_it_is_about_the_same():
    over = index(
        *(about(GARDEN, one, "Tuin") for one in range(10)),
        entry("Gieter", summary="Over zaaien, oogsten, harken en wieden."),
        entry("Kas", summary="Over zaaien, oogsten, harken en wieden.", background=[
            {"id": "x", "title": "Ook", "text": [{"text": "Met een gieter.", "ours": "x"}], "ours": "x"},
        ]),
        *(entry(f"Blad {one:03}", summary=f"Eigen{one:03}.") for one in range(100)),
    )  # fmt: skip
    hit = next(hit for hit in over.find("gieter") if hit.entry.title == "Kas")

    assert [reason.kind for reason in hit.reasons] == ["word", "subject"]


@pytest.mark.parametrize("tie", ["see_also", "plays"])
def test_a_link_and_a_shared_theme_bring_entries_together(tie):
    ties = {"see_also": ["stil"]} if tie == "see_also" else {"plays": ["no-word-for-it"]}
    over = index(
        entry("Gieter", summary="Water.", **ties),
        entry("Stil", summary="Zwijgen.", **(ties if tie == "plays" else {})),
        *(entry(f"Blad {one:03}", summary=f"Eigen{one:03}.") for one in range(100)),
    )

    assert found(over, "gieter") == ["Gieter", "Stil"]


def test_a_small_library_is_searched_by_its_words_alone():
    assert found(library(number=subjects.FEWEST - 22), "gieter") == ["Gieter"]


def test_a_question_that_nothing_answers_has_no_subject():
    assert found(library(), "xyzzy") == []


def test_a_large_library_is_learned_from_some_of_its_entries(monkeypatch):
    monkeypatch.setattr(subjects, "MOST_LEARNED", 70)

    assert {title.split()[0] for title in found(library(), "gieter")} == {"Gieter", "Tuin"}


def test_the_same_library_gives_the_same_directions():
    one, other = library(), library()

    assert np.array_equal(one._subjects._directions, other._subjects._directions)
    assert [hit.weight for hit in one.find("oogsten")] == [hit.weight for hit in other.find("oogsten")]
