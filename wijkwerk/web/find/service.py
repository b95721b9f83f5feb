"""What other rooms may ask of find: the shelf, what is on it, and reports of methods in words and forms."""

from wijkwerk.web.find.advice import advice_of, findings_of
from wijkwerk.web.find.entries import url_of
from wijkwerk.web.find.forms import Questions
from wijkwerk.web.find.queries import Listed, find_entries
from wijkwerk.web.find.shelves import shelf
from wijkwerk.web.find.stages import stages_of
from wijkwerk.web.find.steps import Offer, event_from, offers

__all__ = [
    "Listed",
    "Offer",
    "Questions",
    "advice_of",
    "event_from",
    "find_entries",
    "findings_of",
    "offers",
    "shelf",
    "stages_of",
    "url_of",
]
