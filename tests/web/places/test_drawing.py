"""The drawing of an area: the same on every day, whole within its frame, and honest about where things are."""

import re
from types import SimpleNamespace

import pytest

from tests.web.places.notes import SHAPES
from wijkwerk.web.places import drawing as places_drawing
from wijkwerk.web.places.drawing import WIDTH, drawn
from wijkwerk.web.places.grid import snapped
from wijkwerk.web.places.marks import APART, EDGE, marks

NUMBER = re.compile(r"-?\d+\.\d")


@pytest.fixture
def shapes():
    return SHAPES


def drawing_of(shapes):
    drawing = drawn(shapes)
    assert drawing is not None
    return drawing


def note_at(lon, lat, number=1):
    return SimpleNamespace(number=number, lon=lon, lat=lat)


def test_every_shape_lies_within_the_frame(shapes):
    drawing = drawing_of(shapes)

    for shape in drawing.shapes:
        numbers = [float(number) for number in NUMBER.findall(shape.path)]
        assert all(0 <= x <= WIDTH for x in numbers[::2])
        assert all(0 <= y <= drawing.frame.height for y in numbers[1::2])


def test_the_same_shapes_give_the_same_drawing(shapes):
    first = drawing_of(shapes)
    places_drawing._drawn.cache_clear()

    assert drawing_of(shapes) == first


def test_north_is_up_and_east_is_right(shapes):
    frame = drawing_of(shapes).frame

    (x, y), (x_east, _), (_, y_north) = frame.point(4.49, 51.93), frame.point(4.491, 51.93), frame.point(4.49, 51.931)

    assert x_east > x
    assert y_north < y


def test_a_metre_is_as_long_in_both_directions(shapes):
    frame = drawing_of(shapes).frame
    across = frame.point(4.49 + 0.001 / 0.6166, 51.931)[0] - frame.point(4.49, 51.931)[0]
    down = frame.point(4.49, 51.93)[1] - frame.point(4.49, 51.931)[1]

    assert across == pytest.approx(down, rel=0.02)


def test_streets_lie_over_blocks_and_names_stand_along_them(shapes):
    drawing = drawing_of(shapes)
    kinds = [shape.kind for shape in drawing.shapes]

    assert kinds.index("street") > max(index for index, kind in enumerate(kinds) if kind == "block")
    labels = {label.name: label for label in drawing.labels}
    assert set(labels) == {"Kerkstraat", "Marktstraat", "Singel", "Speelpark"}
    assert abs(labels["Kerkstraat"].angle) > 80
    assert abs(labels["Marktstraat"].angle) < 15
    assert labels["Speelpark"].angle == 0


def test_named_places_can_be_chosen_by_name(shapes):
    assert [place.name for place in drawing_of(shapes).landmarks] == [
        "Kerkstraat",
        "Marktstraat",
        "Singel",
        "Speelpark",
    ]


@pytest.mark.parametrize(
    "broken",
    [
        {},
        [],
        None,
        {"features": "no"},
        {"features": [None, 3, {}, {"geometry": None}]},
        {"features": [{"geometry": {"type": "Point", "coordinates": [4, 5]}, "properties": {}}]},
        {"features": [{"geometry": {"type": "Polygon", "coordinates": [["a", "b"]]}, "properties": None}]},
    ],
)
def test_shapes_that_cannot_be_drawn_give_no_drawing_and_no_trouble(broken):
    assert drawn(broken) is None


def test_without_shapes_notes_lie_on_empty_paper():
    drawing = drawn({}, [(4.49, 51.93), (4.491, 51.931)])

    assert drawing is not None
    assert drawing.shapes == ()
    assert drawing.frame.holds(4.49, 51.93)


def test_a_mark_stands_on_its_place(shapes):
    drawing = drawing_of(shapes)
    note = note_at(*snapped(4.4878, 51.9334))

    (mark,) = marks([note], drawing)

    assert (mark.x, mark.y) == drawing.frame.point(float(note.lon), float(note.lat))
    assert not mark.is_aside


def test_marks_on_one_place_step_aside_and_keep_a_line_to_it(shapes):
    drawing = drawing_of(shapes)
    notes = [note_at(4.4878, 51.9334, number) for number in range(12)]

    found = marks(notes, drawing)

    for one in found:
        others = [other for other in found if other is not one]
        assert all((one.x - o.x) ** 2 + (one.y - o.y) ** 2 >= (APART - 0.2) ** 2 for o in others)
        assert EDGE <= one.x <= WIDTH - EDGE
    assert sum(mark.is_aside for mark in found) == 11
    assert len({(mark.spot_x, mark.spot_y) for mark in found}) == 1


def test_a_note_without_a_place_or_outside_the_area_has_no_mark(shapes):
    assert marks([note_at(None, None), note_at(5.5, 52.5)], drawing_of(shapes)) == []


def test_a_place_is_rounded_to_the_grid():
    spot = snapped(4.490123, 51.931987)

    assert (str(spot.lon), str(spot.lat)) == ("4.4900", "51.9320")
    assert snapped(*spot) == spot
