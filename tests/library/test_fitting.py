"""What fits here: reasons for and against, never more than seven, and nothing when nothing fits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkwerk.library.fitting import ASKED, MOST, Reason, fitting, questions
from wijkwerk.library.folders import shipped_folder
from wijkwerk.library.method import Method
from wijkwerk.library.surroundings import read_surroundings

AROUND, _ = read_surroundings((shipped_folder(),))


def method(method_id: str = "koffie", *, takes: str = "day", **other) -> Method:
    told = {
        "id": method_id,
        "title": method_id.title(),
        "summary": "Samen.",
        "ours": "bedacht",
        "audience": ["resident"],
        "life_domains": ["samenleven"],
        "turns": ["do"],
        "plays": ["loneliness"],
        "fit": {"because": ["Het is gezellig."], "not_because": ["Het regent."], "takes": takes, "effort": "Weinig.", "first_step": "Bel aan."},
    }  # fmt: skip
    return Method.model_validate(told | other)


def ids(methods, **situation) -> list[str]:
    return [one.method.id for one in fitting(methods, situation, AROUND)]


def test_what_is_made_for_what_plays_fits_with_that_as_its_reason():
    (one,) = fitting([method()], {"plays": ("loneliness",)}, AROUND)
    assert one.because == (Reason("plays", ("loneliness",)),) and one.not_because == ()


def test_what_is_not_made_for_what_plays_does_not_fit():
    assert ids([method()], plays=("money-worries",)) == []


def test_without_a_situation_nothing_is_advised():
    assert ids([method()]) == []


def test_a_method_that_does_not_say_when_it_fits_is_never_advised():
    assert ids([method(fit=None)], plays=("loneliness",)) == []


def test_what_speaks_against_is_said_and_comes_later():
    methods = [method("a", audience=["municipality"]), method("b")]
    first, second = fitting(methods, {"plays": ("loneliness",), "audience": "resident"}, AROUND)
    assert (first.method.id, second.method.id) == ("b", "a")
    assert second.not_because == (Reason("audience", ("municipality",)),)


def test_a_method_that_names_nobody_in_particular_has_nothing_against_it():
    (one,) = fitting([method()], {"plays": ("loneliness",), "people": ("women",)}, AROUND)
    assert one.not_because == ()


def test_what_takes_less_time_than_there_is_fits_and_what_takes_more_does_not():
    assert [
        one.not_because for one in fitting([method(takes="hour")], {"plays": ("loneliness",), "takes": "day"}, AROUND)
    ] == [()]
    (long,) = fitting([method(takes="years")], {"plays": ("loneliness",), "takes": "day"}, AROUND)
    assert long.not_because == (Reason("takes", ("years",)),)


def test_more_of_what_plays_comes_first():
    methods = [method("a"), method("b", plays=["grief", "loneliness"])]
    assert ids(methods, plays=("loneliness", "grief")) == ["b", "a"]


def test_of_equals_the_one_that_is_made_for_just_this_comes_first():
    assert ids([method("a", plays=["loneliness", "grief"]), method("b")], plays=("loneliness",)) == ["b", "a"]


def test_where_there_are_incidents_what_is_made_for_incidents_comes_first():
    methods = [method("feest"), method("veilig", area_phases=["incidents"], audience=["municipality"])]
    assert ids(methods, plays=("loneliness",), phase="incidents", audience="resident") == ["veilig", "feest"]


def test_people_alone_are_a_situation_too():
    assert ids([method(people=["women"]), method("b")], people=("women",)) == ["koffie"]


def test_never_more_than_seven():
    assert len(ids([method(f"m-{number}") for number in range(30)], plays=("loneliness",))) == MOST == 7


def test_every_question_offers_the_words_of_its_vocabulary_in_both_languages():
    dutch, english = questions(AROUND), questions(AROUND, "en")
    assert [one.id for one in dutch] == [question for question, _, _, _ in ASKED]
    assert all(one.options and one.ask != other.ask for one, other in zip(dutch, english, strict=True))


TERMS = {question: list(AROUND.vocabularies[vocabulary]) for question, _, vocabulary, _ in ASKED}


@given(
    st.permutations(range(12)), st.fixed_dictionaries({}, optional={q: st.sampled_from(t) for q, t in TERMS.items()})
)
def test_the_order_of_the_shelf_does_not_matter(order, situation):
    methods = [method(f"m-{n}", plays=TERMS["plays"][n : n + 9], people=TERMS["people"][n : n + 3]) for n in range(12)]
    told = {name: (value,) if name in {"plays", "people"} else value for name, value in situation.items()}
    assert ids([methods[place] for place in order], **told) == ids(methods, **told)


@pytest.mark.parametrize("question", TERMS)
def test_every_answer_is_an_answer(question):
    asked = next(one for one in questions(AROUND) if one.id == question)
    for term in TERMS[question]:
        assert asked.read([term] if asked.kind == "many" else term)
