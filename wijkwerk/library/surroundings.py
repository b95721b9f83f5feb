"""What method files refer to: the documents they cite and the vocabularies they choose from."""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

from pydantic import Field

from wijkwerk.library.reading import read_list
from wijkwerk.library.strict import Document, read_file
from wijkwerk.words.source import Source, Sourced, ranges
from wijkwerk.words.text import Id, Line, Prose, Value

VOCABULARIES = (
    "audience", "life-domains", "turns", "area-phases", "themes", "plays", "people", "ground", "takes",
)  # fmt: skip


class CitedDocument(Value):
    """A text that statements come from, with its number of lines and its fingerprint."""

    id: Id
    title: Line
    publisher: Line
    date: Line
    ours: Prose | None = None
    lines: Annotated[int, Field(strict=True, ge=1)]
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class Term(Value):
    """A word from a vocabulary, in Dutch and English."""

    id: Id
    title: Line
    title_en: Line

    def words(self, language: str) -> str:
        """The word in this language; Dutch when there is no other."""
        return self.title_en if language == "en" else self.title


class Meaning(Sourced):
    """What the library calls something, what else it is called, and what people say who mean it.

    `also` means the same, both ways. `everyday` leads to the term and never back: who asks for loneliness
    does not get everything in which somebody is alone.
    """

    term: Line
    also: tuple[Line, ...] = ()
    everyday: tuple[Line, ...] = ()
    english: tuple[Line, ...] = ()


class Surroundings(Value):
    """The documents, vocabularies and everyday words of one or more content folders."""

    documents: dict[str, CitedDocument] = Field(default_factory=dict)
    vocabularies: dict[str, dict[str, Term]] = Field(default_factory=dict)
    thesaurus: tuple[Meaning, ...] = ()

    def check_lines(self, document: Document, line: int, source: Source) -> None:
        """Note when the document or its lines do not exist."""
        cited = self.documents.get(source.id)
        if cited is None:
            document.fault("unknown-document", line, id=source.id, known=", ".join(self.documents))
        elif any(last > cited.lines for _, last in ranges(source.lines)):
            document.fault("lines-not-there", line, id=source.id, total=cited.lines, lines=source.lines)

    def check_term(self, document: Document, line: int, vocabulary: str, term: str) -> None:
        """Note when the word is not in the vocabulary."""
        known = self.vocabularies.get(vocabulary, {})
        if term not in known:
            document.fault("unknown-term", line, term=term, list=vocabulary, known=", ".join(known))


def read_surroundings(folders: tuple[Path, ...]) -> tuple[Surroundings, list[Document]]:
    """The documents and vocabularies in these folders, later folders adding to earlier ones."""
    documents: dict[str, CitedDocument] = {}
    vocabularies: dict[str, dict[str, Term]] = {name: {} for name in VOCABULARIES}
    read: list[Document] = []
    for folder in folders:
        if (path := folder / "sources.yaml").exists():
            read.append(document := read_file(path, "sources.yaml"))
            documents |= {one.id: one for one in read_list(document, CitedDocument)}
        for name in VOCABULARIES:
            if (path := folder / "vocabulary" / f"{name}.yaml").exists():
                read.append(document := read_file(path, f"vocabulary/{name}.yaml"))
                vocabularies[name] |= {term.id: term for term in read_list(document, Term)}
    surroundings = Surroundings(documents=documents, vocabularies=vocabularies)
    meanings: list[Meaning] = []
    for folder in folders:
        if (path := folder / "thesaurus.yaml").exists():
            read.append(document := read_file(path, "thesaurus.yaml"))
            meanings += _meanings(document, surroundings)
    return surroundings.model_copy(update={"thesaurus": tuple(meanings)}), read


def _meanings(document: Document, surroundings: Surroundings) -> tuple[Meaning, ...]:
    """The everyday words in this file: each term once, with where it comes from."""
    found = read_list(document, Meaning)
    first: dict[str, int] = {}
    for place, meaning in enumerate(found):
        line = document.line((place, "term"))
        if meaning.term in first:
            document.fault("duplicate-term", line, term=meaning.term, first=first[meaning.term])
        first.setdefault(meaning.term, line)
        if not meaning.has_provenance:
            document.fault("no-source", line, key=meaning.term)
        for source in meaning.source:
            surroundings.check_lines(document, line, source)
    return found


def compare_with_texts(documents: Iterable[CitedDocument], texts: Path) -> list[str]:
    """What in sources.yaml is not so: each document's fingerprint and number of lines against the texts in a folder.

    Lines are counted as `wc -l` does: by their ends.
    """
    lines_of = {}
    for path in sorted(texts.glob("*.txt")):
        content = path.read_bytes()
        lines_of[hashlib.sha256(content).hexdigest()] = content.count(b"\n")
    wrong = []
    for document in documents:
        if document.sha256 not in lines_of:
            wrong.append(f"{document.id}: no text in {texts} has the fingerprint {document.sha256[:12]}…")
        elif lines_of[document.sha256] != document.lines:
            wrong.append(f"{document.id}: the text has {lines_of[document.sha256]} lines, not {document.lines}")
    return wrong
