"""Components say what they must, also with text that nobody expected."""

import re

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory

from wijkwerk.web.site import wheel
from wijkwerk.web.site.showcase import ExampleForm, Provenance
from wijkwerk.web.site.templatetags.shell import documents
from wijkwerk.words.source import Source


def component(name, /, request=None, **inputs):
    return " ".join(render_to_string(f"site/components/_{name}.html", inputs, request=request).split())


class Story(forms.Form):
    words = forms.CharField(label="Verhaal", help_text="In je eigen woorden.", max_length=5, widget=forms.Textarea)


def test_a_field_ties_help_and_error_to_what_was_typed():
    form = Story({"words": "<b>te lang</b>"})

    html = component("field", field=form["words"])

    described = re.findall(r'aria-describedby="([^"]+)"', html)[0].split()
    assert described == ["id_words_helptext", "id_words_error"]
    assert all(f'id="{id}"' in html for id in described)
    assert 'aria-invalid="true"' in html and 'for="id_words"' in html
    assert "&lt;b&gt;te lang&lt;/b&gt;" in html and "<b>" not in html


def test_a_field_without_fault_is_not_called_wrong():
    html = component("field", field=Story()["words"])

    assert "aria-invalid" not in html and "_error" not in html


@pytest.mark.parametrize("name", ["kind", "who"])
def test_several_choices_stand_in_a_fieldset_with_their_question(name):
    field = ExampleForm()[name]

    html = component("field", field=field)

    assert html.startswith("<fieldset") and f"{field.label}" in html.split("</legend>")[0]
    assert html.count("<input") == html.count("<label") == 3


def test_above_a_form_each_fault_leads_to_its_field():
    form = ExampleForm({})

    html = component("form_errors", form=form)

    targets = re.findall(r'href="#([^"]+)"', html)
    page = "".join(component("field", field=field) for field in form)
    assert "id_kind" in targets
    assert [target for target in targets if f'id="{target}"' not in page] == []


def test_a_source_and_our_own_choice_are_told_apart():
    source = ("movisies-000", "1160-1369", "nummer 0")

    assert "Movisies-000, regel 1160–1369" in component("provenance", provenance=Provenance(source=source))
    assert "Onze keuze:" not in component("provenance", provenance=Provenance(source=source))
    assert "Onze keuze:</strong> de vragen" in component("provenance", provenance=Provenance(ours="de vragen"))
    assert "Bron en onze keuze" in component("provenance", provenance=Provenance(source=source, ours="de vragen"))
    assert component("provenance", provenance=Provenance()) == ""


def test_sources_of_a_method_file_are_read_as_they_are():
    sources = (Source(id="movisies-000", lines="7-9"), Source(id="movisies-001", lines="12"))

    assert [(one["id"], one["lines"]) for one in documents(sources)] == [
        ("movisies-000", "7–9"),
        ("movisies-001", "12"),
    ]
    assert documents(()) == []


def test_a_phase_has_a_colour_a_shape_and_a_word_of_an_area():
    pink = {"colour": "pink", "shape": "square", "title": "verbinden bij spanning"}

    html = component("phase", phase=pink, area="Vechtzoom")

    assert "phase--pink" in html and "<rect" in html
    assert re.sub(r"<[^>]+>", "", html).split() == ["Vechtzoom:", "roze,", "verbinden", "bij", "spanning"]


def test_the_present_step_is_told_to_screen_readers():
    html = component("steps", steps=[{"title": "Eén", "state": "done"}, {"title": "Twee", "state": "now"}])

    assert html.count('aria-current="step"') == 1
    assert "klaar" in html and "nu" in html


def test_the_pager_keeps_what_was_asked():
    request = RequestFactory().get("/vinden/", {"q": "buur & gas", "pagina": "2"})

    html = component("pager", request=request, page=Paginator(range(200), 60).page(2))

    assert 'href="?q=buur+%26+gas&amp;pagina=1"' in html and 'href="?q=buur+%26+gas&amp;pagina=3"' in html
    assert "Bladzijde 2 van 4" in html


def test_one_page_needs_no_pager():
    assert component("pager", page=Paginator(range(3), 60).page(1)) == ""


def test_the_wheel_draws_and_lists_the_same_five():
    html = component("wheel", current="kiezen")

    turns = [str(turn.label) for turn in wheel.TURNS]
    assert re.findall(r"<text[^>]*>([^<]+)<", html) == turns
    assert [word.lower() for word in re.findall(r"<li[^>]*><a[^>]*>([^<]+)<", html)] == turns
    assert 'aria-current="step"><a href="/vinden/">' in html


def test_the_wheel_closes():
    starts = [segment.path.split(" ")[0] for segment in wheel.drawn()]

    assert len(set(starts)) == len(wheel.TURNS)
    assert all(0 < segment.x < 480 and 0 < segment.y < 480 for segment in wheel.drawn())


def test_leaving_quickly_works_without_script():
    html = component("quick_exit")

    assert 'href="https://www.knmi.nl/"' in html and 'rel="noreferrer noopener"' in html


def test_a_button_without_address_submits():
    assert 'type="submit" name="answer" value="ja"' in component("button", label="Ja", name="answer", value="ja")
    assert component("button", label="Ja", url="/ja/").startswith("<a ")


def test_a_card_escapes_what_people_wrote():
    html = component("card", title="<script>x</script>", url="/a/", sentence='"><img>')

    assert "<script>" not in html and "<img>" not in html
