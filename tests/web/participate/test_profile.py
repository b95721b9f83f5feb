"""Who takes part beside who lives here: told freely, kept apart, published so that nobody can be found in it."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.cast import make_person
from tests.web.participate.profiles import (
    AMSTERDAM,
    LOPSIDED,
    fill_told,
    give_shares,
    make_dialogue,
    make_round,
    take_part,
)
from wijkwerk.analysis.representation import Standing
from wijkwerk.analysis.small_cells import TOGETHER, is_full_enough
from wijkwerk.library.area_figures import read_all
from wijkwerk.library.folders import shipped_folder
from wijkwerk.web.find.service import shelf
from wijkwerk.web.participate import profile, profile_views
from wijkwerk.web.participate.models import AreaShare, Letter, LetterBatch, Participant, ProfileAnswer
from wijkwerk.web.participate.profile import QUESTIONS, Told, tell, tell_from_paper
from wijkwerk.web.participate.profile_findings import FEWEST, findings_of, lessons_for
from wijkwerk.web.participate.refusals import NotNow
from wijkwerk.web.people.models import AreaRole
from wijkwerk.web.people.service import NotAllowed

pytestmark = pytest.mark.django_db
BACKEND = "wijkwerk.web.people.sign_in.LoginOrMail"


@pytest.fixture(autouse=True)
def _the_same_lots_every_time(settings):
    """Lots are drawn with the key of the installation, and that of a test run is new each time."""
    settings.SECRET_KEY = "a key for the tests of who takes part, always the same"


@pytest.fixture
def round_(cast):
    return make_round(cast.area, cast.joost)


@pytest.fixture
def today():
    return timezone.localdate()


def address(subject, name="profile", **words):
    prefix = "dialogue-" if profile.kind_of(subject) == "dialogue" else ""
    return reverse(f"participate:{prefix}{name}", kwargs={"area": subject.area.slug, "slug": subject.slug, **words})


def as_(person):
    client = Client()
    if person is not None:
        client.force_login(person, backend=BACKEND)
    return client


def read(subject, name="profile", person=None, **words):
    return as_(person).get(address(subject, name, **words)).content.decode()


def send(subject, person, name="profile-tell", token="a-token-for-the-tests", client=None, **data):
    return (client or as_(person)).post(address(subject, name), {"form_token": token, **data}, follow=True)


def plain(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.partition("<main")[2].partition("</main>")[0]))


# --- telling ---


def test_what_somebody_tells_is_kept_without_them(cast, round_):
    mine = take_part(round_, cast.amina)

    page = send(round_, cast.amina, age="25-44", education="", tenure="own").content.decode()

    assert "bewaard zonder je naam" in page
    told = ProfileAnswer.objects.get()
    assert (told.round, told.age, told.education, told.tenure) == (round_, "25-44", "", "own")
    mine.refresh_from_db()
    assert mine.has_told
    links = {field.related_model for field in ProfileAnswer._meta.get_fields() if field.is_relation}
    assert Participant not in links
    assert type(cast.amina) not in links


def test_who_skips_everything_is_thanked_and_may_still_come_back(cast, round_):
    mine = take_part(round_, cast.amina)

    page = send(round_, cast.amina).content.decode()

    assert "Je sloeg alles over. Dat is goed." in page
    mine.refresh_from_db()
    assert not mine.has_told
    assert not ProfileAnswer.objects.exists()


def test_the_form_says_what_it_is_for_and_every_question_stands_open(cast, round_):
    take_part(round_, cast.amina)
    html = read(round_, "profile-tell", cast.amina)

    for words in ("Alles mag je overslaan", "zonder je naam", "afgeronde getallen", "wie er nog ontbreken"):
        assert words in html
    assert html.count("Dat zeg ik liever niet") == len(QUESTIONS)
    assert len(re.findall(r'value=""[^>]*checked|checked[^>]*value=""', html)) == len(QUESTIONS)
    assert " required" not in html.partition("<form class")[2].partition("</form>")[0]


def test_nothing_is_asked_that_need_not_be_known():
    assert [question.key for question in QUESTIONS] == ["age", "education", "tenure"]


def test_somebody_tells_once(cast, round_, today):
    mine = take_part(round_, cast.amina)
    send(round_, cast.amina, age="25-44")

    assert "Je vertelde dit al" in read(round_, "profile-tell", cast.amina)
    send(round_, cast.amina, token="another-token-for-tests", age="65-up")
    with pytest.raises(NotNow):
        tell(mine, round_, Told(age="65-up"), today=today)

    assert [told.age for told in ProfileAnswer.objects.all()] == ["25-44"]


def test_the_same_form_sent_twice_counts_once(cast, round_):
    take_part(round_, cast.amina)
    pages = [send(round_, cast.amina, age="25-44") for _ in range(2)]

    assert [page.status_code for page in pages] == [200, 200]
    assert ProfileAnswer.objects.count() == 1


@pytest.mark.parametrize("who", [None, "amina", "ruud", "joost"])
def test_who_does_not_take_part_is_asked_to_take_part_first(cast, round_, who):
    person = getattr(cast, who) if who else None

    assert "Doe eerst mee" in read(round_, "profile-tell", person)
    send(round_, person, age="25-44")
    assert not ProfileAnswer.objects.exists()


def test_an_answer_that_was_not_asked_for_is_refused(cast, round_):
    take_part(round_, cast.amina)
    page = send(round_, cast.amina, age="104", religion="x").content.decode()

    assert "Sorry, dit lukt nog niet" in page
    assert not ProfileAnswer.objects.exists()


def test_with_a_letter_somebody_tells_without_an_account(cast, round_):
    batch = LetterBatch.objects.create(round=round_, number=1, size=1, made_by=cast.joost, made_at=timezone.now())
    letter = Letter.objects.create(batch=batch, number=1, digest="d" * 64)
    mine = take_part(round_, letter=letter)
    client = Client()
    session = client.session
    session[profile.LETTERS] = {str(round_.pk): str(mine.pk)}
    session.save()

    assert "Hoe oud ben je?" in client.get(address(round_, "profile-tell")).content.decode()
    letter.is_cancelled = True
    letter.save()
    assert "Doe eerst mee" in client.get(address(round_, "profile-tell")).content.decode()
    letter.is_cancelled = False
    letter.save()
    send(round_, None, client=client, tenure="own")
    assert ProfileAnswer.objects.get().tenure == "own"


def test_the_participant_of_another_round_tells_nothing_here(cast, round_, today):
    other = make_round(cast.elsewhere, cast.joost, "elders")
    theirs = take_part(other, cast.ruud)

    with pytest.raises(NotNow):
        tell(theirs, round_, Told(age="25-44"), today=today)
    theirs.refresh_from_db()
    assert not theirs.has_told


def test_after_the_round_nobody_tells(cast, today):
    over = make_round(cast.area, cast.joost, begins=today - timedelta(days=61))
    mine = take_part(over, cast.amina)

    assert "Dit is klaar" in read(over, "profile-tell", cast.amina)
    assert "Vertel iets over jezelf" not in read(over)
    with pytest.raises(NotNow):
        tell(mine, over, Told(age="25-44"), today=today)
    tell(mine, over, Told(age="25-44"), today=over.decision_on)


def test_a_round_that_does_not_ask_has_no_such_pages(cast):
    silent = make_round(cast.area, cast.joost, asks_profile=False)

    for name in ("profile", "profile-tell", "profile-slip"):
        assert Client().get(address(silent, name)).status_code == 404


def test_a_dialogue_asks_the_same(cast, today):
    dialogue = make_dialogue(cast.area, cast.joost)
    take_part(dialogue, cast.amina)

    send(dialogue, cast.amina, education="middle")

    assert ProfileAnswer.objects.get().dialogue == dialogue
    assert "Wie doen er mee" in read(dialogue)


def test_an_answer_belongs_to_one_round_or_one_dialogue_and_says_something(cast, round_):
    dialogue = make_dialogue(cast.area, cast.joost)
    for wrong in ({"age": "25-44"}, {"round": round_, "dialogue": dialogue, "age": "25-44"}, {"round": round_}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ProfileAnswer.objects.create(**wrong)


# --- ten at once ---


def told_by(subject, number, today, *, age="25-44"):
    for _ in range(number):
        tell(take_part(subject), subject, Told(age=age), today=today)


def test_answers_count_ten_at_once_under_new_keys(round_, today):
    told_by(round_, TOGETHER - 1, today)
    waiting = set(ProfileAnswer.objects.values_list("pk", flat=True))
    assert not ProfileAnswer.objects.filter(is_counted=True).exists()

    told_by(round_, 1, today, age="65-up")

    counted = ProfileAnswer.objects.filter(is_counted=True)
    assert counted.count() == TOGETHER
    assert not waiting & set(counted.values_list("pk", flat=True))
    assert Counter(counted.values_list("age", flat=True)) == {"25-44": TOGETHER - 1, "65-up": 1}


def test_no_figure_changes_by_one_answer(round_, today):
    fill_told(round_, LOPSIDED)
    before = read(round_, "profile-data", form="json")

    told_by(round_, TOGETHER - 1, today)
    assert read(round_, "profile-data", form="json") == before
    told_by(round_, 1, today)
    assert read(round_, "profile-data", form="json") != before


def test_a_figure_that_would_count_one_by_one_is_noticed(round_, today, monkeypatch):
    monkeypatch.setattr(profile, "TOGETHER", 1)
    fill_told(round_, LOPSIDED)
    before = read(round_, "profile-data", form="json")

    told_by(round_, 5, today)

    assert read(round_, "profile-data", form="json") != before


# --- on paper ---


def test_a_worker_types_as_many_slips_as_people_took_part_on_paper(cast, round_):
    take_part(round_, channel="paper")
    take_part(round_)

    tell_from_paper(round_, Told(age="65-up"), by=cast.joost)
    with pytest.raises(NotNow):
        tell_from_paper(round_, Told(age="65-up"), by=cast.joost)

    assert ProfileAnswer.objects.count() == 1
    assert Participant.objects.filter(has_told=True, channel="paper").count() == 1


def test_an_empty_slip_is_not_typed(cast, round_):
    take_part(round_, channel="door")
    page = send(round_, cast.joost, "profile-paper").content.decode()

    assert "niets ingevuld" in page
    assert not ProfileAnswer.objects.exists()


def test_a_slip_is_typed_on_the_page(cast, round_):
    take_part(round_, channel="phone")
    page = send(round_, cast.joost, "profile-paper", education="basic").content.decode()

    assert "Gooi het papier nu weg" in page
    assert "Er zijn geen briefjes om in te typen" in page


@pytest.mark.parametrize("who", ["amina", "karin", "ruud", "noor"])
def test_who_does_not_lead_here_types_no_slips(cast, round_, who):
    take_part(round_, channel="paper")

    with pytest.raises(NotAllowed):
        tell_from_paper(round_, Told(age="65-up"), by=getattr(cast, who))


def test_the_slip_has_every_question_and_no_name(round_):
    html = read(round_, "profile-slip")

    for question in QUESTIONS:
        assert str(question.ask) in html
        for label in question.labels.values():
            assert label in html
    assert "Zet je naam er niet op" in html


# --- who took part, beside who lives here ---


def test_the_page_says_in_words_who_takes_part_less_and_more(round_):
    fill_told(round_, LOPSIDED, silent=20)
    give_shares(round_.area)
    text = plain(read(round_))

    under, _, over = text.partition("Meer dan je in de buurt zou verwachten")
    assert "opleiding: basisschool, vmbo of mbo 1" in under.partition("Minder dan je")[2]
    assert "opleiding: hbo of universiteit" in over.partition("Er doen")[0]
    assert "Van de ongeveer 40 mensen die het vertelden" in text
    assert re.search(r"Van ongeveer \d+ anderen weten we het niet", text)


def test_the_page_says_that_the_figures_are_of_another_area_and_where_they_come_from(round_):
    fill_told(round_, LOPSIDED)
    give_shares(round_.area)
    text = plain(read(round_))

    for words in ("Let op: een voorbeeld.", "Slotermeer Zuid", "CBS, SES-WOA (CC BY 4.0)", "2019", "huishoudens"):
        assert words in text


def test_figures_of_the_area_itself_are_no_example(round_):
    fill_told(round_, LOPSIDED)
    give_shares(round_.area, is_other_area=False)

    assert "Let op: een voorbeeld." not in read(round_)


def test_every_number_of_people_on_the_page_is_a_five(round_):
    fill_told(round_, LOPSIDED, silent=17)
    give_shares(round_.area)

    shown = [int(number) for number in re.findall(r"ongeveer (\d+)", plain(read(round_)))]

    assert len(shown) > 8
    assert [number for number in shown if number % 5] == []


def test_the_drawing_and_the_table_say_the_same(round_):
    fill_told(round_, LOPSIDED)
    give_shares(round_.area)
    html = read(round_)

    drawn = [int(width) for width in re.findall(r'bars__people" y="4" width="(\d+)"', html)]
    (table,) = re.findall(r"naar opleiding.*?<tbody>(.*?)</tbody>", html, re.DOTALL)
    told = re.findall(r'<th scope="row">.*?</th><td>(.*?)</td>', table)
    assert ["bijna niemand" if not width else str((width + 5) // 10) for width in drawn] == told
    assert all(0 <= width <= 1000 for width in drawn)


def test_with_few_people_the_page_says_nothing_about_them(round_):
    fill_told(round_, {("25-44", "higher", "own"): 10})
    give_shares(round_.area)
    text = plain(read(round_))

    assert f"Onder de {FEWEST} zeggen we niets" in text
    assert "hbo of universiteit" not in text
    assert json.loads(read(round_, "profile-data", form="json"))["rows"] == []


def test_a_question_few_people_answered_is_left_out_alone(round_):
    fill_told(round_, {("25-44", "higher", ""): 31, ("25-44", "", "own"): 8})
    text = plain(read(round_))

    assert f"Minder dan {FEWEST} mensen vertelden dit" in text
    assert "koop :" not in text
    assert "hbo of universiteit" in text


def test_when_most_are_silent_the_page_warns(round_):
    fill_told(round_, LOPSIDED, silent=10)
    assert "Meer dan de helft vertelde niets" not in read(round_)

    Participant.objects.bulk_create(Participant(round=round_) for _ in range(60))
    assert "Meer dan de helft vertelde niets" in read(round_)


def test_without_figures_of_the_area_nothing_is_compared(round_):
    fill_told(round_, LOPSIDED)
    text = plain(read(round_))

    assert "Cijfers over de buurt om het naast te leggen, zijn er nog niet." in text
    assert "Duidelijk" not in text


def test_the_same_answers_give_the_same_page_again(round_):
    fill_told(round_, LOPSIDED)

    assert len({read(round_, "profile-data", form="csv") for _ in range(3)}) == 1


def test_every_question_has_few_enough_answers_for_the_floor():
    for question in QUESTIONS:
        assert is_full_enough(FEWEST, len(question.choices))


# --- what to do next ---


def lessons(round_):
    asked = profile.asked_of(round_)
    return {lesson.id: lesson.sentence for lesson in lessons_for(findings_of(asked, 41))}


def test_the_lessons_are_those_of_the_check_and_have_their_place_on_its_page(client, round_):
    check = shelf().methods["vijf-lessen"].check
    page = client.get(reverse("find:check", args=["vijf-lessen"])).content.decode()

    assert check is not None
    for lesson in lessons(round_):
        assert lesson in {group.id for group in check.groups}
        assert f'id="{lesson}"' in page
        assert f"vijf-lessen/toets/#{lesson}" in read(round_) or f"#{lesson}" in read(round_)


def test_what_to_do_next_fits_what_was_found(round_):
    nothing_known = lessons(round_)
    fill_told(round_, LOPSIDED)
    give_shares(round_.area)
    give_shares(round_.area, {"under-15": 150, "15-24": 300, "25-44": 300, "45-64": 150, "65-up": 100}, "age")
    give_shares(round_.area, {"corporation": 600, "landlord": 100, "own": 300}, "tenure")
    found = lessons(round_)

    assert "nog niet wie er ontbreken" in nothing_known["lesson-1"]
    assert "opleiding: basisschool, vmbo of mbo 1" in found["lesson-1"]
    assert "Schrijf jongeren geen brief" in found["lesson-1"]
    assert "zonder lange teksten" in found["lesson-2"]
    assert "Huurders doen hier minder mee" in found["lesson-4"]
    assert all(found[lesson] != nothing_known[lesson] for lesson in found)


def test_when_nobody_is_missing_the_first_lesson_says_so(round_):
    fill_told(round_, {("25-44", "basic", ""): 15, ("25-44", "middle", ""): 15, ("25-44", "higher", ""): 10})
    give_shares(round_.area)

    assert "Niemand ontbreekt duidelijk" in lessons(round_)["lesson-1"]
    assert not any(
        finding.keys(Standing.UNDER)
        for finding in findings_of(profile.asked_of(round_), 40)
        if finding.key == "education"
    )


# --- figures of the area ---


def typed(**changes):
    return {
        "what": "education",
        "education-share-basic": "37,4",
        "education-share-middle": "36.4" if changes.get("dots") else "36,4",
        "education-share-higher": "26,2",
        "education-about": "Lindebuurt, mensen van 15 jaar en ouder",
        "education-source": "Onderzoek van de gemeente",
        "education-year": "2024",
        "form_token": "a-token-for-the-tests",
        **{name: value for name, value in changes.items() if name != "dots"},
    }


def fill_in(cast, **changes):
    url = reverse("participate:area-shares", args=[cast.area.slug])
    return as_(cast.els).post(url, typed(**changes), follow=True).content.decode()


def test_a_worker_types_shares_with_their_source(cast):
    page = fill_in(cast)

    assert "De cijfers staan er." in page
    shares = {share.answer: share.per_mille for share in AreaShare.objects.filter(area=cast.area)}
    assert shares == AMSTERDAM
    assert {(share.source, share.year, share.by) for share in AreaShare.objects.all()} == {
        ("Onderzoek van de gemeente", 2024, cast.els)
    }


def test_new_figures_take_the_place_of_the_old(cast):
    give_shares(cast.area)
    fill_in(cast, **{"education-share-basic": "10", "education-share-middle": "", "education-share-higher": "20"})

    assert {share.answer: share.per_mille for share in AreaShare.objects.all()} == {"basic": 100, "higher": 200}


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"education-share-basic": "90"}, "meer dan honderd procent"),
        ({"education-share-basic": "101"}, "hoogstens 100"),
        ({"education-share-basic": "-1"}, "minstens 0"),
        ({"education-share-basic": "veel"}, "getal"),
        ({"education-share-basic": "NaN"}, "getal"),
        ({"education-share-basic": "12,34"}, "decima"),
        ({"education-source": ""}, "Vul dit nog in"),
        ({"education-about": ""}, "Vul dit nog in"),
        ({"education-year": "19"}, "minstens 1990"),
        ({"education-source": "CBS \u202e1234"}, "onzichtbaar"),
        ({"education-source": "zie 123456782"}, "burgerservicenummer"),
        (
            {"education-share-basic": "", "education-share-middle": "", "education-share-higher": ""},
            "Vul bij minstens één antwoord",
        ),
    ],
)
def test_wrong_figures_are_not_kept_and_the_page_says_why(cast, wrong, words):
    page = fill_in(cast, **wrong)

    assert words in page
    assert not AreaShare.objects.exists()


@pytest.mark.parametrize("who", ["amina", "karin", "ruud", "noor"])
def test_who_does_not_lead_here_fills_in_nothing(cast, who):
    about = profile.About("CBS", 2024, "Lindebuurt")

    with pytest.raises(NotAllowed):
        profile.set_shares(cast.area, "education", AMSTERDAM, about, by=getattr(cast, who))
    assert not AreaShare.objects.exists()


def test_a_row_of_a_table_comes_with_its_source_and_says_it_is_of_another_area(cast):
    url = reverse("participate:area-shares", args=[cast.area.slug])
    data = {"what": "table", "row": "opleiding-amsterdam:BU03637700", "form_token": "a-token-for-the-tests"}
    as_(cast.joost).post(url, data)

    shares = AreaShare.objects.filter(area=cast.area)
    assert {share.answer: share.per_mille for share in shares} == AMSTERDAM
    assert {(share.year, share.is_other_area) for share in shares} == {(2019, True)}
    assert "CC BY 4.0" in shares[0].source
    assert shares[0].about.startswith("Slotermeer Zuid (BU03637700)")


def test_a_row_of_the_area_itself_is_no_example(cast):
    cast.area.name = "Slotermeer Zuid"
    cast.area.save()
    tables, _ = read_all((shipped_folder(),))
    profile.take_shares(cast.area, tables["opleiding-amsterdam"], "BU03637700", by=cast.joost)

    assert not AreaShare.objects.filter(is_other_area=True).exists()


def test_a_row_whose_words_we_do_not_keep_is_refused_with_a_sentence(cast, monkeypatch):
    tables, _ = read_all((shipped_folder(),))
    table = tables["opleiding-amsterdam"]
    about = table.about.model_copy(update={"counts": "zie 123456782"})
    monkeypatch.setattr(profile_views, "tables", lambda: {"opleiding-amsterdam": table._replace(about=about)})
    url = reverse("participate:area-shares", args=[cast.area.slug])
    data = {"what": "table", "row": "opleiding-amsterdam:BU03637700", "form_token": "a-token-for-the-tests"}

    assert "burgerservicenummer" in as_(cast.joost).post(url, data).content.decode()
    assert not AreaShare.objects.exists()


def test_a_row_that_is_not_there_is_refused(cast):
    url = reverse("participate:area-shares", args=[cast.area.slug])
    data = {"what": "table", "row": "opleiding-amsterdam:BU9", "form_token": "a-token-for-the-tests"}

    assert "Sorry, dit lukt nog niet" in as_(cast.joost).post(url, data).content.decode()
    assert not AreaShare.objects.exists()


# --- the figures as a file ---


def test_the_file_says_what_the_page_says_and_no_formula(round_):
    fill_told(round_, LOPSIDED)
    give_shares(round_.area, about="=HYPERLINK(1)")
    rows = list(csv.DictReader(io.StringIO(read(round_, "profile-data", form="csv"))))
    content = json.loads(read(round_, "profile-data", form="json"))

    assert [row["answer"] for row in rows] == [row["answer"] for row in content["rows"]]
    assert all(int(row["people_rounded"]) % 5 == 0 for row in rows)
    assert {row["area_about"] for row in rows} == {"'=HYPERLINK(1)", ""}
    assert Client().get(address(round_, "profile-data", form="xlsx")).status_code == 404


# --- as quick for a thousand ---


def asked_of_database(subject, person):
    client = as_(person)
    client.get(address(subject))
    with CaptureQueriesContext(connection) as queries:
        client.get(address(subject))
    return len(queries)


@pytest.mark.parametrize("who", [None, "amina", "joost"])
def test_the_page_asks_as_often_for_a_thousand_as_for_ten_and_at_most_six_times(cast, round_, who):
    person = getattr(cast, who) if who else None
    give_shares(cast.area)
    fill_told(round_, {("25-44", "higher", "own"): 10})
    few = asked_of_database(round_, person)
    ProfileAnswer.objects.all().delete()
    fill_told(round_, {("25-44", "higher", "own"): 700, ("15-24", "basic", "landlord"): 300}, silent=1_000)

    assert asked_of_database(round_, person) == few <= 6


def test_a_neighbour_with_a_role_around_the_area_leads_here_too(cast):
    from tests.cast import make_area

    street = make_area("kerkstraat", "Kerkstraat", within=cast.area)
    inside = make_round(street, cast.joost)
    worker = make_person("sem", "Sem de Wit", area=cast.area, role=AreaRole.Role.COMMUNITY_WORKER)

    assert "Briefjes van papier intypen" in read(inside, person=worker)
    assert "Briefjes van papier intypen" not in read(inside, person=cast.amina)
