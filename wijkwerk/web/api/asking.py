"""What may be asked of the list of entries, and what is refused."""

from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field, StringConstraints
from pydantic.alias_generators import to_camel

from wijkwerk.library.knowledge import TYPES

MOST_ON_PAGE = 100
MOST_PAGES = 10_000
MOST_WORDS = 400
Term = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,60}$")]


class Asked(Schema):
    """Words to search for, words from the vocabularies to narrow by, and which page."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)

    q: str = Field("", max_length=MOST_WORDS, description="Words to search for, in Dutch or English.")
    type: Literal["", *TYPES] = Field("", description="Only this type of entry.")  # type: ignore[valid-type]
    plays: Term | None = Field(None, description="Only what is made for what plays; see /vocabularies.")
    life_domain: Term | None = Field(None, description="Only this life domain.")
    people: Term | None = Field(None, description="Only what is about these people.")
    audience: Term | None = Field(None, description="Only what these people can do.")
    turn: Term | None = Field(None, description="Only this turn of the wheel.")
    area_phase: Term | None = Field(None, description="Only what is made for areas in this phase.")
    ground: Term | None = Field(None, description="Only what rests on this.")
    document: Term | None = Field(None, description="Only what comes from this source document; see /documents.")
    language: Literal["nl", "en"] = Field("nl", description="The language of titles and summaries.")
    page: int = Field(1, ge=1, le=MOST_PAGES, description="Which page, from 1.")
    page_size: int = Field(20, ge=1, le=MOST_ON_PAGE, description="How many on a page.")

    def narrowed(self) -> dict[str, Any]:
        """The questions that narrow the list, by their name in find."""
        names = ("type", "plays", "life_domain", "people", "audience", "turn", "area_phase", "ground", "document")
        return {name: given for name in names if (given := getattr(self, name))}


class Language(Schema):
    """The language of title and summary, or of the whole of a method that is translated."""

    language: Literal["nl", "en"] = Field("nl", description="The language to read in.")


KEYS = frozenset(field.alias or name for name, field in Asked.model_fields.items())
LANGUAGE_ONLY = frozenset({"language"})
