"""What other rooms may ask of find: the shelf, and reports of methods in words and forms."""

from wijkwerk.web.find.advice import advice_of, findings_of
from wijkwerk.web.find.forms import Questions
from wijkwerk.web.find.shelves import index, shelf
from wijkwerk.web.find.stages import stages_of
from wijkwerk.web.find.steps import Offer, event_from, offers

__all__ = ["Offer", "Questions", "advice_of", "event_from", "findings_of", "index", "offers", "shelf", "stages_of"]
