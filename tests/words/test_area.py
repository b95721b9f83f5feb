"""Phases belong to areas; nothing about a person has one."""

import pytest
from pydantic import BaseModel, ValidationError

from wijkwerk.engines import KINDS
from wijkwerk.library.publish import PARTS
from wijkwerk.words.area import Phase

GREEN = {"id": "calm", "title": "Rust", "summary": "Mensen groeten elkaar.", "colour": "green", "shape": "circle"}


def test_a_phase_has_a_colour_a_shape_and_a_word():
    assert Phase.model_validate(GREEN).title == "Rust"
    for missing in ("colour", "shape", "title"):
        with pytest.raises(ValidationError):
            Phase.model_validate({key: one for key, one in GREEN.items() if key != missing})


def test_only_advice_about_an_area_knows_a_phase():
    keeping = {kind for kind, engine in KINDS.items() if "phase" in engine.start.__annotations__["return"].model_fields}
    assert keeping == {"guide"}
    assert not any("phase" in name for kind in ("conversation", "check", "route") for name in fields_of(PARTS[kind]))


def fields_of(model: type[BaseModel]) -> set[str]:
    schema = model.model_json_schema()
    return {name for shape in [schema, *schema["$defs"].values()] for name in shape.get("properties", {})}
