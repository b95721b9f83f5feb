"""Why something is not done, in a sentence a person can act on."""

from collections.abc import Mapping
from typing import Any

SENTENCES: dict[str, tuple[str, str]] = {
    "not-asked": (
        "Naar ‘{fact}’ wordt in deze methode niet gevraagd.",
        "This method does not ask for ‘{fact}’.",
    ),
    "not-an-option": (
        "‘{answer}’ hoort niet bij de antwoorden op “{ask}”. Kies een van de antwoorden, of sla de vraag over.",
        "‘{answer}’ is not one of the answers to “{ask}”. Choose one of the answers, or skip the question.",
    ),
    "not-a-number": (
        "Bij “{ask}” staat ‘{answer}’. Vul een heel getal in, zoals 12.",
        "“{ask}” says ‘{answer}’. Give a whole number, such as 12.",
    ),
    "not-a-day": (
        "Bij “{ask}” staat ‘{answer}’. Schrijf een dag als 2026-03-31, een maand als 2026-03 of een jaar.",
        "“{ask}” says ‘{answer}’. Write a day as 2026-03-31, a month as 2026-03, or a year.",
    ),
    "not-text": ("Bij “{ask}” hoort tekst.", "“{ask}” asks for text."),
    "too-few": (
        "Bij “{ask}” staat {answer}. Het moet minstens {at_least} zijn.",
        "“{ask}” says {answer}. It has to be at least {at_least}.",
    ),
    "too-many": (
        "Bij “{ask}” staat {answer}. Het mag hoogstens {at_most} zijn.",
        "“{ask}” says {answer}. It can be at most {at_most}.",
    ),
    "too-long": (
        "De tekst bij “{ask}” is te lang. Maak er hoogstens {at_most} tekens van.",
        "The text at “{ask}” is too long. Keep it to {at_most} characters.",
    ),
    "hidden-sign": (
        "In de tekst bij “{ask}” zit een onzichtbaar teken. Typ de tekst over in plaats van te plakken.",
        "The text at “{ask}” holds a hidden sign. Type the text instead of pasting it.",
    ),
    "service-number": (
        "Dit lijkt op een burgerservicenummer (BSN). Dat bewaren wij nooit. Haal het nummer weg.",
        "This looks like a citizen service number (BSN). We never keep that. Remove the number.",
    ),
    "missing": (
        "“{ask}” is nog niet ingevuld. Zonder dit kan het niet bewaard worden.",
        "“{ask}” is not filled in yet. It cannot be kept without it.",
    ),
    "unknown-event": (
        "‘{event}’ is geen stap van deze methode. Kies uit: {known}.",
        "‘{event}’ is not a step of this method. Choose one of: {known}.",
    ),
    "malformed-event": (
        "De stap ‘{event}’ is niet compleet of klopt niet bij: {where}.",
        "The step ‘{event}’ is incomplete or wrong at: {where}.",
    ),
    "unknown-phase": ("De fase ‘{phase}’ bestaat hier niet.", "There is no phase ‘{phase}’ here."),
    "unknown-stage": ("De stap ‘{stage}’ bestaat niet in deze route.", "There is no stage ‘{stage}’ in this route."),
    "unknown-area": (
        "‘{area}’ is geen onderwerp op dit bord.",
        "‘{area}’ is not a subject on this board.",
    ),
    "already-there": ("‘{area}’ staat al op het bord.", "‘{area}’ is on the board already."),
    "board-is-fixed": ("Op dit bord kun je niets toevoegen.", "Nothing can be added to this board."),
    "does-not-count": (
        "‘{area}’ is niet gekozen als iets wat telt. Kies het eerst, of sla het over.",
        "‘{area}’ was not chosen as something that counts. Choose it first, or skip it.",
    ),
    "no-score-here": ("In dit gesprek worden geen cijfers gegeven.", "No figures are given in this conversation."),
    "no-goals-here": (
        "In dit gesprek worden geen doelen opgeschreven.",
        "No goals are written down in this conversation.",
    ),
    "score-outside-scale": (
        "Het cijfer {score} past niet op de schaal van {least} tot en met {most}.",
        "The figure {score} is not on the scale of {least} to {most}.",
    ),
    "enough-goals": (
        "Er staan al {most} doelen. Klein en weinig werkt beter: haal er eerst een weg.",
        "There are {most} goals already. Small and few works better: remove one first.",
    ),
    "unknown-goal": ("Dat doel staat er niet (meer).", "That goal is not there (any more)."),
    "no-conclusion-here": (
        "‘{choice}’ is geen afsluiting van dit gesprek.",
        "‘{choice}’ is not a way to close this conversation.",
    ),
    "finished": ("Deze route is afgerond. Er kan niets meer bij.", "This route is finished. Nothing can be added."),
    "not-now": (
        "De stap ‘{stage}’ is nu niet aan de beurt. Nu gaat het om ‘{current}’.",
        "The stage ‘{stage}’ is not open now. The stage at hand is ‘{current}’.",
    ),
    "not-your-role": (
        "Dit is aan {owner}. Jouw rol ‘{role}’ mag deze stap niet vastleggen; vraag het een van hen.",
        "This is for {owner}. Your role ‘{role}’ may not record this step; ask one of them.",
    ),
    "no-vote-here": ("Bij ‘{stage}’ wordt niet gestemd.", "There is no vote at ‘{stage}’."),
    "no-entries-here": ("Bij ‘{stage}’ wordt niets opgeschreven.", "Nothing is written down at ‘{stage}’."),
    "group-missing": (
        "Vul in hoeveel {group} er zijn: de drempel telt over hen, niet over de stemmers.",
        "Give the number of {group}: the threshold counts all of them, not only those who voted.",
    ),
    "unknown-group": (
        "De groep ‘{group}’ bestaat niet in deze route. Kies uit: {known}.",
        "There is no group ‘{group}’ in this route. Choose one of: {known}.",
    ),
    "more-votes-than-people": (
        "Er zijn {votes} stemmen geteld en maar {people} {group}. Tel opnieuw of verbeter het aantal.",
        "There are {votes} votes counted and only {people} {group}. Count again or correct the number.",
    ),
    "vote-missing": (
        "De stemming is nog niet geteld. Leg eerst de uitslag vast.",
        "The vote has not been counted yet. Record the result first.",
    ),
    "gate-not-met": (
        "De drempel is nog niet gehaald: nodig is {percent} procent van de {of}. Praat verder en stem later opnieuw.",
        "The threshold is not reached yet: {percent} per cent of the {of} is needed. Keep talking, and vote again later.",
    ),
    "too-little": (
        "‘{title}’ is nog niet klaar: er zijn er {there} van de {at_least} die nodig zijn.",
        "‘{title}’ is not done yet: there are {there} of the {at_least} needed.",
    ),
    "may-not-be-skipped": ("‘{stage}’ kan niet worden overgeslagen.", "‘{stage}’ cannot be skipped."),
    "no-way-back": (
        "Van ‘{stage}’ kun je niet terug naar ‘{to}’.",
        "There is no way back from ‘{stage}’ to ‘{to}’.",
    ),
    "unknown-list": ("De lijst ‘{list}’ bestaat hier niet.", "There is no list ‘{list}’ here."),
    "too-much": (
        "Meer dan {at_most} past hier niet. Begin een nieuwe route of vat samen.",
        "More than {at_most} does not fit here. Begin a new route or summarise.",
    ),
}


class Refused(Exception):
    """Something that is not done, with a code, the facts of the case and a sentence in two languages."""

    def __init__(self, code: str, **facts: Any) -> None:
        self.code = code
        self.facts = facts
        self._sentences = SENTENCES[code]
        super().__init__(self.sentence("en"))

    def sentence(self, language: str = "nl", titles: Mapping[str, str] | None = None) -> str:
        """What is wrong and what to do, in Dutch or else in English, with ids put in words by `titles`."""
        words = titles or {}
        facts = {name: words.get(fact, fact) if isinstance(fact, str) else fact for name, fact in self.facts.items()}
        return self._sentences[0 if language == "nl" else 1].format(**facts)
