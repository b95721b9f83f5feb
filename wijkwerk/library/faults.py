"""The catalogue of what can be wrong in a content file: where, what, and the way out, in Dutch and English."""

from typing import Any, NamedTuple

CATALOGUE: dict[str, tuple[str, str]] = {
    "too-big": (
        "het bestand is {size} tekens lang; hoogstens {most} mag. Knip het op of haal tekst weg.",
        "the file is {size} characters long; {most} is the most. Split it or take text out.",
    ),
    "too-deep": (
        "hier liggen meer dan {most} lagen in elkaar. Maak het platter.",
        "more than {most} layers are nested here. Make it flatter.",
    ),
    "too-many-parts": (
        "het bestand heeft meer dan {most} onderdelen. Knip het op.",
        "the file has more than {most} parts. Split it.",
    ),
    "not-utf8": ("het bestand is geen UTF-8. Bewaar het als UTF-8.", "the file is not UTF-8. Save it as UTF-8."),
    "cannot-read": ("het bestand is niet te lezen: {why}.", "the file cannot be read: {why}."),
    "not-yaml": (
        "hier is de opmaak niet te lezen ({problem}). Kijk naar inspringen, dubbele punten en aanhalingstekens.",
        "the layout cannot be read here ({problem}). Look at indents, colons and quotes.",
    ),
    "empty": ("het bestand is leeg.", "the file is empty."),
    "anchor": (
        "verwijzingen met & en * zijn niet toegestaan. Schrijf de tekst hier nog een keer.",
        "references with & and * are not allowed. Write the text here again.",
    ),
    "tag": (
        "een soort met ! is niet toegestaan. Haal ‘{tag}’ weg.",
        "a type with ! is not allowed. Remove ‘{tag}’.",
    ),
    "duplicate-key": (
        "‘{key}’ staat hier twee keer; eerder op regel {first}. Houd er een.",
        "‘{key}’ is here twice; first on line {first}. Keep one.",
    ),
    "not-a-plain-key": (
        "een sleutel moet gewone tekst zijn. Schrijf een woord met een dubbele punt.",
        "a key has to be plain text. Write a word with a colon.",
    ),
    "ambiguous": (
        "‘{value}’ leest niet iedereen hetzelfde. Zet het tussen aanhalingstekens, of schrijf true of false.",
        "‘{value}’ is not read the same by everyone. Put it in quotes, or write true or false.",
    ),
    "missing-key": ("‘{key}’ ontbreekt. Voeg het toe.", "‘{key}’ is missing. Add it."),
    "unknown-key": (
        "‘{key}’ kennen we hier niet.{hint}",
        "‘{key}’ is not known here.{hint}",
    ),
    "not-a-choice": (
        "“{key}” is ‘{value}’. Kies uit: {choices}.",
        "“{key}” is ‘{value}’; choose {choices}.",
    ),
    "not-a-whole-number": (
        "“{key}” is ‘{value}’. Schrijf een heel getal.",
        "“{key}” is ‘{value}’. Write a whole number.",
    ),
    "not-true-or-false": (
        "“{key}” is ‘{value}’. Schrijf true of false.",
        "“{key}” is ‘{value}’. Write true or false.",
    ),
    "not-text": ("bij “{key}” hoort tekst, niet ‘{value}’.", "“{key}” takes text, not ‘{value}’."),
    "not-a-list": (
        "bij “{key}” hoort een lijst. Begin elke regel met een streepje.",
        "“{key}” takes a list. Begin each line with a dash.",
    ),
    "not-a-block": (
        "bij “{key}” horen sleutels met een waarde, niet ‘{value}’.",
        "“{key}” takes keys with values, not ‘{value}’.",
    ),
    "not-an-id": (
        "“{key}” is ‘{value}’. Gebruik kleine letters, cijfers en streepjes.",
        "“{key}” is ‘{value}’. Use small letters, digits and hyphens.",
    ),
    "too-long": ("“{key}” is te lang; hoogstens {most} mag.", "“{key}” is too long; {most} is the most."),
    "too-short": ("“{key}” is leeg of te kort; minstens {least}.", "“{key}” is empty or too short; {least} at least."),
    "out-of-range": (
        "“{key}” is {value}. Het moet tussen {least} en {most} liggen.",
        "“{key}” is {value}. It has to lie between {least} and {most}.",
    ),
    "not-a-condition": (
        "dit is geen voorwaarde. Gebruik is, one_of, at_least, answered, all, any of not.",
        "this is not a condition. Use is, one_of, at_least, answered, all, any or not.",
    ),
    "hidden-sign": (
        "in “{key}” zit het onzichtbare teken U+{sign}. Typ de tekst opnieuw.",
        "“{key}” holds the hidden sign U+{sign}. Type the text again.",
    ),
    "hidden-in-line": (
        "op deze regel zit het onzichtbare teken U+{sign}. Typ de regel opnieuw, of bewaar als UTF-8 zonder BOM.",
        "this line holds the hidden sign U+{sign}. Type the line again, or save as UTF-8 without BOM.",
    ),
    "two-documents": (
        "hier begint met --- een tweede stuk. Zet een methode per bestand.",
        "a second document begins here with ---. Keep one to a file.",
    ),
    "not-lines": (
        "“{key}” is ‘{lines}’. Schrijf regels als 384-392, of 12, 20-25.",
        "“{key}” is ‘{lines}’. Write lines as 384-392, or 12, 20-25.",
    ),
    "not-a-day": (
        "“{key}” is ‘{day}’. Schrijf 2025, 2019-11 of 2019-07-29.",
        "“{key}” is ‘{day}’. Write 2025, 2019-11 or 2019-07-29.",
    ),
    "not-a-time": (
        '“{key}” is ‘{value}’. Schrijf een tijd als "19:30", tussen aanhalingstekens.',
        '“{key}” is ‘{value}’. Write a time as "19:30", in quotes.',
    ),
    "not-a-row-of-signs": (
        "rij {row} is ‘{there}’. Schrijf voor elk van de {wanted} stellingen een teken: + - 0 of een punt.",
        "row {row} is ‘{there}’. Write a sign for each of the {wanted} statements: + - 0 or a dot.",
    ),
    "options-for-choice": (
        "vraag ‘{question}’: een keuzevraag heeft minstens twee antwoorden, een andere vraag geen.",
        "question ‘{question}’: a choice has at least two options, any other question none.",
    ),
    "limits-for-number": (
        "vraag ‘{question}’: at_least en at_most horen bij een getal.",
        "question ‘{question}’: at_least and at_most belong to a number.",
    ),
    "narrow-scale": (
        "de schaal moet 2 tot 11 stappen hebben en oplopen.",
        "the scale needs 2 to 11 steps, going up.",
    ),
    "asks-nothing": ("dit gesprek vraagt niets.", "this conversation asks nothing."),
    "vote-over-whom": (
        "stap ‘{stage}’: over wie wordt de stemming geteld? Voeg gate of over toe.",
        "stage ‘{stage}’: over whom is the vote counted? Add gate or over.",
    ),
    "gate-without-vote": (
        "stap ‘{stage}’: een drempel hoort bij needs: vote.",
        "stage ‘{stage}’: a gate belongs to needs: vote.",
    ),
    "asks-what-it-needs": (
        "stap ‘{stage}’: wat nodig is, moet ook gevraagd worden (asks), en andersom.",
        "stage ‘{stage}’: what is needed has to be asked for (asks), and the other way round.",
    ),
    "one-state": (
        "{row}: zeg carriers (wat draagt het), of ook planned of declined; niet allebei.",
        "{row}: say carriers (what carries it), or planned or declined as well; not both.",
    ),
    "not-understood": ("“{key}”: {problem}.", "“{key}”: {problem}."),
    "no-source": (
        "‘{key}’ zegt niet waar het vandaan komt. Voeg source: of ours: toe.",
        "‘{key}’ does not say where it comes from. Add source: or ours:.",
    ),
    "unknown-document": (
        "document ‘{id}’ staat niet in sources.yaml. Bekend: {known}.",
        "document ‘{id}’ is not in sources.yaml. Known: {known}.",
    ),
    "no-document": (
        "deze regels horen bij geen document. Voeg id toe.",
        "these lines belong to no document. Add id.",
    ),
    "lines-not-there": (
        "‘{id}’ heeft {total} regels; {lines} bestaat niet.",
        "‘{id}’ has {total} lines; {lines} does not exist.",
    ),
    "duplicate-id": (
        "de id ‘{id}’ is hier al gebruikt. Kies een andere.",
        "the id ‘{id}’ is used here already. Choose another.",
    ),
    "duplicate-term": (
        "‘{term}’ staat hier twee keer; eerder op regel {first}. Voeg ze samen.",
        "‘{term}’ is here twice; first on line {first}. Join them.",
    ),
    "duplicate-entry": (
        "‘{id}’ staat ook in {other}. Kies een andere id, of zeg replaces: {id}.",
        "‘{id}’ is also in {other}. Choose another id, or say replaces: {id}.",
    ),
    "unknown-kind": (
        "de map ‘{kind}’ is geen soort kennis. Kies uit: {known}.",
        "the folder ‘{kind}’ is not a kind of knowledge. Choose one of: {known}.",
    ),
    "name-is-not-id": (
        "het bestand heet {file}, maar de id is ‘{id}’. Maak ze gelijk.",
        "the file is called {file} but the id is ‘{id}’. Make them the same.",
    ),
    "no-part": (
        "de methode heeft geen guide, conversation, route of check. Voeg er een toe.",
        "the method has no guide, conversation, route or check. Add one.",
    ),
    "unknown-term": (
        "‘{term}’ staat niet in de woordenlijst {list}. Kies uit: {known}.",
        "‘{term}’ is not in the vocabulary {list}. Choose one of: {known}.",
    ),
    "unknown-reference": (
        "‘{id}’ bestaat hier niet ({what}). Kies uit: {known}.",
        "‘{id}’ does not exist here ({what}). Choose one of: {known}.",
    ),
    "nobody-asks": (
        "naar ‘{fact}’ vraagt niemand. Voeg een vraag toe of kies uit: {known}.",
        "nobody asks for ‘{fact}’. Add a question or choose one of: {known}.",
    ),
    "not-an-answer": (
        "‘{value}’ is geen antwoord op ‘{fact}’. Kies uit: {known}.",
        "‘{value}’ is not an answer to ‘{fact}’. Choose one of: {known}.",
    ),
    "no-number-to-compare": (
        "at_least vergelijkt getallen, en ‘{fact}’ is geen getal.",
        "at_least compares numbers, and ‘{fact}’ is not a number.",
    ),
    "not-a-choice-to-compare": (
        "‘{fact}’ heeft geen antwoorden om uit te kiezen. Gebruik answered of at_least.",
        "‘{fact}’ has no options to choose from. Use answered or at_least.",
    ),
    "never": (
        "‘{id}’ kan nooit: geen antwoorden maken deze voorwaarde waar.",
        "‘{id}’ can never come up: no answers make this condition true.",
    ),
    "unreachable-stage": (
        "stap ‘{id}’ kan nooit bereikt worden. Kijk naar then en back_to.",
        "stage ‘{id}’ can never be reached. Look at then and back_to.",
    ),
    "never-ends": (
        "vanaf stap ‘{id}’ komt de route nooit bij het einde. Kijk naar then.",
        "from stage ‘{id}’ the route never ends. Look at then.",
    ),
    "no-cases": (
        "de methode heeft {there} voorbeelden met uitkomst in cases/{id}.yaml; {least} is het minste.",
        "the method has {there} examples with an outcome in cases/{id}.yaml; {least} is the least.",
    ),
    "other-outcome": (
        "“{case}”: bij {name} verwacht {wanted}, maar het wordt {came}. Kijk wie gelijk heeft: methode of voorbeeld.",
        "“{case}”: {name} should be {wanted} but is {came}. See who is right: the method or the example.",
    ),
    "case-of-nothing": (
        "er is geen methode ‘{id}’ bij deze voorbeelden.",
        "there is no method ‘{id}’ for these examples.",
    ),
    "no-such-place": (
        "deze vertaling hoort nergens bij: ‘{place}’ staat niet in de methode.",
        "this translation belongs nowhere: ‘{place}’ is not in the method.",
    ),
    "not-words": (
        "‘{place}’ is geen tekst voor lezers en blijft in elke taal gelijk. Haal het weg.",
        "‘{place}’ is not text for readers and stays the same in every language. Remove it.",
    ),
    "other-length": (
        "de vertaling van ‘{place}’ heeft {there} regels en de methode {wanted}.",
        "the translation of ‘{place}’ has {there} lines and the method {wanted}.",
    ),
    "one-year": (
        "zeg van welk jaar de cijfers zijn: een kolom (columns: year) of een jaar (year), niet allebei en niet geen van beide.",
        "say of which year the figures are: a column (columns: year) or a year (year), not both and not neither.",
    ),
    "no-such-column": (
        "de kolom ‘{column}’ staat niet precies één keer in de tabel. Kies uit: {known}.",
        "the column ‘{column}’ is not exactly once in the table. Choose one of: {known}.",
    ),
    "not-a-table": (
        "de tabel is hier niet te lezen ({problem}). Kijk naar aanhalingstekens en naar separator.",
        "the table cannot be read here ({problem}). Look at quotes and at separator.",
    ),
    "other-cells": (
        "deze rij heeft {there} vakken en de bovenste {wanted}. Kijk naar separator en aanhalingstekens.",
        "this row has {there} cells and the first one {wanted}. Look at separator and quotes.",
    ),
    "not-a-figure": (
        "in kolom ‘{column}’ staat ‘{value}’, geen getal. Verbeter het, of noem het bij missing.",
        "column ‘{column}’ holds ‘{value}’, not a number. Correct it, or name it in missing.",
    ),
    "area-without-code": (
        "deze rij heeft geen code in kolom ‘{column}’. Vul die in of haal de rij weg.",
        "this row has no code in column ‘{column}’. Fill it in or take the row out.",
    ),
    "area-twice": (
        "het gebied {area} staat er twee keer voor {year}. Houd één rij per gebied en jaar.",
        "the area {area} is there twice for {year}. Keep one row for each area and year.",
    ),
    "more-than-whole": (
        "de antwoorden op ‘{question}’ zijn samen {sum} promille. Kijk naar unit en naar de kolommen.",
        "the answers to ‘{question}’ are {sum} per mille together. Look at unit and at the columns.",
    ),
    "reserved-fact": (
        "‘{id}’ is een vaste naam. Kies hier een andere id.",
        "‘{id}’ is a fixed name. Choose another id here.",
    ),
}


class Fault(NamedTuple):
    """One thing that is wrong: its code, the file and line, and the facts of the case."""

    code: str
    file: str
    line: int
    facts: dict[str, Any]

    def sentence(self, language: str = "en") -> str:
        """File, line, what is wrong and the way out, in Dutch or else in English."""
        words = "regel" if language == "nl" else "line"
        said = CATALOGUE[self.code][0 if language == "nl" else 1]
        return f"{self.file}, {words} {self.line}: {said.format(**self.facts)}"

    def as_data(self) -> dict[str, Any]:
        """The fault for scripts, with both sentences."""
        return {
            "code": self.code,
            "file": self.file,
            "line": self.line,
            "nl": self.sentence("nl"),
            "en": self.sentence("en"),
        }


class Faulty(Exception):
    """Content that is not served, with all its faults."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__("\n".join(fault.sentence("en") for fault in faults))
