"""The shelf: every method and piece of knowledge of one or more content folders, whole and checked, or not at all."""

import difflib
import gc
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from wijkwerk.library.cases import Case, difference
from wijkwerk.library.entry import Entry
from wijkwerk.library.faults import Fault, Faulty
from wijkwerk.library.knowledge import KNOWLEDGE
from wijkwerk.library.links import check_entry, check_method, references
from wijkwerk.library.method import Method
from wijkwerk.library.plain import plain
from wijkwerk.library.reading import read_list, read_method
from wijkwerk.library.strict import Document, Path_, read_file
from wijkwerk.library.surroundings import Surroundings, read_surroundings
from wijkwerk.library.translation import check_translation, translate

LANGUAGES = ("en",)
LEAST_CASES = 3


class Edition:
    """A method as it was read, with the digest that names this edition. A changed method is a new edition.

    Made from the method or from its text; what is not given is worked out when someone wants it.
    """

    def __init__(self, *, method: Method | None = None, text: str | None = None) -> None:
        self._method = method
        self._text = text

    @cached_property
    def method(self) -> Method:
        """The method, read back from its text."""
        return self._method or Method.model_validate_json(self.text)

    @cached_property
    def text(self) -> str:
        """The method in its plain form, as JSON; comments and layout of the file do not matter."""
        return self._text or as_text(self.method)

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the text."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def as_text(entry: Entry) -> str:
    """The entry in its plain form, as JSON with its keys in order."""
    return json.dumps(plain(entry), ensure_ascii=False, separators=(",", ":"), sort_keys=True)


class Shelf:
    """What is served: methods with what they are called elsewhere, knowledge, and what both refer to."""

    def __init__(
        self,
        editions: Mapping[str, Edition],
        surroundings: Surroundings,
        translations: Mapping[tuple[str, str], Edition],
        knowledge: Mapping[str, Entry],
    ) -> None:
        self.editions = editions
        self.surroundings = surroundings
        self.translations = translations
        self.knowledge = knowledge
        # What is wrong with the files as they are now, when this is the last shelf that was whole.
        self.faults: tuple[Fault, ...] = ()

    def __iter__(self) -> Iterator[Method]:
        return iter(self.methods.values())

    @cached_property
    def methods(self) -> dict[str, Method]:
        """Every method by its id."""
        return {method_id: edition.method for method_id, edition in self.editions.items()}

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """Everything that can be found, by its id: the methods, then the knowledge."""
        return {**self.methods, **self.knowledge}

    def method(self, method_id: str, language: str = "nl") -> Method | None:
        """The method with this id in this language: whole, or at least its title and summary, or in Dutch."""
        entry = self.entry(method_id, language)
        return entry if isinstance(entry, Method) else None

    def entry(self, entry_id: str, language: str = "nl") -> Entry | None:
        """The method or knowledge with this id; in another language whole, or with its title and summary in it."""
        if (language, entry_id) in self.translations:
            return self.translations[language, entry_id].method
        return (self._in_english if language == "en" else self.entries).get(entry_id)

    @cached_property
    def _in_english(self) -> dict[str, Entry]:
        """Every entry with its English title and summary, as far as it has them."""
        return {
            entry.id: entry.model_copy(update=entry.english.model_dump()) if entry.english else entry
            for entry in self.entries.values()
        }

    def is_translated(self, method_id: str, language: str) -> bool:
        """Whether this method can be read in this language."""
        return language == "nl" or (language, method_id) in self.translations

    def edition(self, method_id: str) -> Edition:
        """The edition that is on the shelf now."""
        return self.editions[method_id]

    def holder_of(self, digest: str) -> str | None:
        """The id of the method whose edition on the shelf has this digest; None when the shelf has a newer one."""
        return self._holders.get(digest)

    @cached_property
    def _holders(self) -> dict[str, str]:
        return {edition.digest: method_id for method_id, edition in self.editions.items()}


class Reader:
    """Reads content folders into a shelf and gathers all faults on the way.

    The cases and translations in a folder belong to the method of that folder, or else of a folder before it.
    """

    def __init__(self, folders: Iterable[Path]) -> None:
        self.folders = tuple(folders)
        self.surroundings, self._documents = read_surroundings(self.folders)
        self.methods: dict[str, Method] = {}
        self.knowledge: dict[str, Entry] = {}
        self.files: dict[str, Document] = {}
        self._places: dict[str, Path_] = {}
        self.translations: dict[tuple[str, str], Method] = {}
        self.cases: dict[str, tuple[Case, ...]] = {}

    @property
    def faults(self) -> list[Fault]:
        """Everything that is wrong, in the order of the files."""
        return [fault for document in self._documents for fault in document.faults]

    def read(self, *, with_cases: bool = False) -> "Reader":
        """Read methods with their translations, and knowledge; play the expected outcomes too when asked."""
        with all_kept():
            self.read_files(with_cases=with_cases)
        self._check_references()
        return self

    def read_files(self, *, with_cases: bool = False, is_wanted: Callable[[Path], bool] = lambda path: True) -> None:
        """Read every file that is wanted; what points from one file to another is not looked at yet."""
        for folder in self.folders:
            self._read_folder(folder, with_cases, is_wanted)

    def _read_folder(self, folder: Path, with_cases: bool, is_wanted: Callable[[Path], bool]) -> None:
        here = [self._read_method(path, folder) for path in filter(is_wanted, files_in(folder, "methods/*.yaml"))]
        for path in filter(is_wanted, files_in(folder, "knowledge/*/*.yaml")):
            self._read_knowledge(path, folder)
        for language in LANGUAGES:
            for path in filter(is_wanted, files_in(folder, f"translations/{language}/*.yaml")):
                self._read_translation(path, folder, language)
        if with_cases:
            for path in filter(is_wanted, files_in(folder, "cases/*.yaml")):
                if path.stem != "conditions":
                    self._read_cases(path, folder)
            self._check_number_of_cases([method_id for method_id in here if method_id is not None])

    def shelf(self) -> Shelf:
        """The shelf, when nothing is wrong; Faulty with every fault otherwise."""
        if self.faults:
            raise Faulty(self.faults)
        return Shelf(
            {name: Edition(method=method) for name, method in self.methods.items()},
            self.surroundings,
            {name: Edition(method=method) for name, method in self.translations.items()},
            self.knowledge,
        )

    def _document(self, path: Path, folder: Path) -> Document:
        name = path.relative_to(folder if folder == self.folders[0] else folder.parent).as_posix()
        document = read_file(path, name)
        self._documents.append(document)
        return document

    def _read_method(self, path: Path, folder: Path) -> str | None:
        """The id of the method in this file; None when it has faults of its own."""
        document = self._document(path, folder)
        method = read_method(document)
        if method is None:
            return None
        check_method(document, method, self.surroundings)
        if method.id != path.stem:
            document.fault("name-is-not-id", document.line(("id",)), file=path.name, id=method.id)
        self._shelve(method, document, ())
        self.methods[method.id] = method
        self.cases.pop(method.id, None)
        for language in LANGUAGES:
            self.translations.pop((language, method.id), None)
        return method.id

    def _read_knowledge(self, path: Path, folder: Path) -> None:
        """The entries in this file, each of the kind its folder is named after."""
        document = self._document(path, folder)
        kind = path.parent.name
        if kind not in KNOWLEDGE:
            document.fault("unknown-kind", 1, kind=kind[:60], known=", ".join(KNOWLEDGE))
            return
        for place, entry in enumerate(read_list(document, KNOWLEDGE[kind])):
            check_entry(document, entry, self.surroundings, (place,))
            self._shelve(entry, document, (place,))
            self.knowledge[entry.id] = entry

    def _shelve(self, entry: Entry, document: Document, path: Path_) -> None:
        """Give the entry its place: an id is used once, unless a later entry says that it replaces the earlier one."""
        if entry.id in self.files and entry.replaces != entry.id:
            line, other = document.line((*path, "id")), self.files[entry.id].file
            document.fault("duplicate-entry", line, id=entry.id, other=other)
        if entry.replaces not in {None, entry.id}:
            line = document.line((*path, "replaces"))
            document.fault("unknown-reference", line, id=entry.replaces, what="replaces", known=entry.id)
        self.methods.pop(entry.id, None)
        self.knowledge.pop(entry.id, None)
        self.files[entry.id], self._places[entry.id] = document, path

    def _check_references(self) -> None:
        """What points to another entry finds it on the shelf, or in a file with faults of its own."""
        there = self.ids_that_seem_there()
        for entry in (*self.methods.values(), *self.knowledge.values()):
            for path, named in references(entry, self._places[entry.id]):
                if named not in there:
                    document = self.files[entry.id]
                    known = ", ".join(difflib.get_close_matches(named, there, n=3)) or "wijkwerk list"
                    document.fault("unknown-reference", document.line(path), id=named, what=str(path[-1]), known=known)

    def ids_that_seem_there(self) -> set[str]:
        """The ids of all entries, and those that files with faults seem to give, so that one fault is not told twice."""
        there = {*self.files}
        for document in self._documents:
            there.add(Path(document.file).stem)
            if isinstance(document.data, list):
                there.update(str(one.get("id")) for one in document.data if isinstance(one, dict))
        return there

    def _read_translation(self, path: Path, folder: Path, language: str) -> None:
        overlay = self._document(path, folder)
        if path.stem not in self.files:
            self._note_without_method(overlay, path)
            return
        original = self.files[path.stem]
        if overlay.faults or original.faults:
            return
        document = translate(original, overlay)
        method = read_method(document)
        if method is not None:
            check_translation(document, self.methods[path.stem], method)
        overlay.faults = document.faults
        if method is not None and not document.faults:
            self.translations[language, path.stem] = method

    def _read_cases(self, path: Path, folder: Path) -> None:
        document = self._document(path, folder)
        cases = read_list(document, Case)
        self.cases[path.stem] = (*self.cases.get(path.stem, ()), *cases)
        method = self.methods.get(path.stem)
        if method is None:
            self._note_without_method(document, path)
            return
        for place, case in enumerate(cases):
            if case.part not in method.parts:
                document.fault(
                    "unknown-reference",
                    document.line((place, "part")),
                    id=case.part,
                    what=case.name,
                    known=", ".join(method.parts),
                )
                continue
            for name, (wanted, came) in difference(method, case).items():
                document.fault(
                    "other-outcome",
                    document.line((place, "expect", name)),
                    case=case.name,
                    name=name,
                    wanted=wanted,
                    came=came,
                )

    def _check_number_of_cases(self, method_ids: list[str]) -> None:
        for method_id in method_ids:
            there = len(self.cases.get(method_id, ()))
            document = self.files[method_id]
            if there < LEAST_CASES and not document.faults:
                document.fault("no-cases", document.line(()), id=method_id, there=there, least=LEAST_CASES)

    def _note_without_method(self, document: Document, path: Path) -> None:
        """A file without its method is a fault, unless the method is there and has faults itself."""
        if not any(Path(other.file).stem == path.stem for other in self._documents if other is not document):
            document.fault("case-of-nothing", 1, id=path.stem)


@contextmanager
def all_kept() -> Iterator[None]:
    """Hardly anything that is read is let go of; the collector would walk over all of it time and again."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            # Straight among what is old, or the collector would still walk over all of it once.
            gc.freeze()
            gc.unfreeze()
            gc.enable()


def files_in(folder: Path, pattern: str) -> list[Path]:
    """The files of a content folder, in the order in which they are read."""
    return sorted(folder.glob(pattern))


def load(*folders: Path) -> Shelf:
    """The shelf of these folders; Faulty with every fault, and then nothing is served."""
    return Reader(folders).read().shelf()
