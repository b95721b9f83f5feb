"""Our colours can be read: computed from the tokens themselves, in the light and in the dark."""

import re
from pathlib import Path

import pytest

import wijkwerk.web.site as site

SHEETS = Path(site.__file__).parent / "static" / "site" / "css"
PAPERS = ("paper", "surface", "sunk")
TINTED = ("action-soft", "accent-soft", "danger-soft", "ok-soft", "warning-soft")


def palettes():
    light, _, dark = (SHEETS / "tokens.css").read_text(encoding="utf-8").partition("prefers-color-scheme: dark")
    in_light = colours(light)
    return {"light": in_light, "dark": in_light | colours(dark)}


def colours(css):
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", css))


def luminance(colour):
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.fixture(params=["light", "dark"])
def palette(request):
    return palettes()[request.param]


@pytest.mark.parametrize("words", ["ink", "ink-soft"])
@pytest.mark.parametrize("paper", PAPERS + TINTED)
def test_words_stand_out_seven_to_one(palette, words, paper):
    assert contrast(palette[words], palette[paper]) >= 7


@pytest.mark.parametrize("accent", ["action", "action-strong", "accent", "danger", "ok", "warning"])
@pytest.mark.parametrize("paper", PAPERS)
def test_accents_stand_out_four_and_a_half_to_one(palette, accent, paper):
    assert contrast(palette[accent], palette[paper]) >= 4.5


def test_words_on_a_button_stand_out(palette):
    assert contrast(palette["on-action"], palette["action"]) >= 7


def test_the_edge_of_a_field_can_be_seen(palette):
    assert contrast(palette["edge"], palette["paper"]) >= 3


def test_a_paler_ink_would_be_noticed():
    assert contrast("#777777", "#fbf8f3") < 7


@pytest.mark.parametrize("sheet", ["base.css", "components.css", "print.css"])
def test_lay_out_follows_the_direction_of_the_words(sheet):
    css = (SHEETS / sheet).read_text(encoding="utf-8")

    assert re.findall(r"(?:margin|padding|border)-(?:left|right)|[^-](?:left|right): ", css) == []
