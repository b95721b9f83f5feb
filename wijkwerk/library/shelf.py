"""The shelf: every method of one or more content folders, whole and checked, or not at all."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

from wijkwerk.library.cases import Case, difference
from wijkwerk.library.faults import Fault, Faulty
from wijkwerk.library.links import check_method
from wijkwerk.library.method import Method
from wijkwerk.library.plain import plain
from wijkwerk.library.reading import read_list, read_method, read_model
from wijkwerk.library.strict import Document, read_file
from wijkwerk.library.surroundings import Surroundings, read_surroundings
from wijkwerk.library.translation import translated

LANGUAGES = ("en",)
LEAST_CASES = 3


class Edition:
    """A method as it was read, with the digest that names this edition. A changed method is a new edition."""

    def __init__(self, method: Method, text: str) -> None:
        self.method = method
        self.text = text

    @classmethod
    def of(cls, method: Method) -> "Edition":
        """The edition of a method that was just read."""
        return cls(method, json.dumps(plain(method), ensure_ascii=False, separators=(",", ":"), sort_keys=True))

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the method in its plain form; comments and layout of the file do not matter."""
        return hashlib.sha256(self.text.encode()).hexdigest()


class Shelf:
    """The methods that are served, with what they refer to and what they are called elsewhere."""

    def __init__(
        self,
        methods: Mapping[str, Method],
        surroundings: Surroundings,
        translations: Mapping[tuple[str, str], Method],
    ) -> None:
        self.methods = methods
        self.surroundings = surroundings
        self._translations = translations
        self._editions: dict[str, Edition] = {}

    def __iter__(self) -> Iterator[Method]:
        return iter(self.methods.values())

    def method(self, method_id: str, language: str = "nl") -> Method | None:
        """The method with this id in this language, or in Dutch when it is not translated."""
        return self._translations.get((language, method_id)) or self.methods.get(method_id)

    def is_translated(self, method_id: str, language: str) -> bool:
        """Whether this method can be read in this language."""
        return language == "nl" or (language, method_id) in self._translations

    def edition(self, method_id: str) -> Edition:
        """The edition that is on the shelf now."""
        if method_id not in self._editions:
            self._editions[method_id] = Edition.of(self.methods[method_id])
        return self._editions[method_id]


class Reader:
    """Reads content folders into a shelf and gathers all faults on the way."""

    def __init__(self, folders: Iterable[Path]) -> None:
        self.folders = tuple(folders)
        self.surroundings, self._documents = read_surroundings(self.folders)
        self.methods: dict[str, Method] = {}
        self.files: dict[str, Document] = {}
        self.translations: dict[tuple[str, str], Method] = {}
        self.cases: dict[str, tuple[Case, ...]] = {}

    @property
    def faults(self) -> list[Fault]:
        """Everything that is wrong, in the order of the files."""
        return [fault for document in self._documents for fault in document.faults]

    def read(self) -> "Reader":
        """Read the methods with their translations."""
        for folder in self.folders:
            for path in sorted((folder / "methods").glob("*.yaml")):
                self._read_method(path, folder)
        for folder in self.folders:
            for language in LANGUAGES:
                for path in sorted((folder / "translations" / language).glob("*.yaml")):
                    self._read_translation(path, language)
        return self

    def read_cases(self) -> "Reader":
        """Read the expected outcomes too; each method has at least three."""
        for folder in self.folders:
            for path in sorted((folder / "cases").glob("*.yaml")):
                if path.stem != "conditions":
                    self._read_cases(path)
        for method_id, document in self.files.items():
            there = len(self.cases.get(method_id, ()))
            if there < LEAST_CASES:
                document.fault("no-cases", document.line(()), id=method_id, there=there, least=LEAST_CASES)
        return self

    def shelf(self) -> Shelf:
        """The shelf, when nothing is wrong; Faulty with every fault otherwise."""
        if self.faults:
            raise Faulty(self.faults)
        return Shelf(self.methods, self.surroundings, self.translations)

    def _document(self, path: Path, name: str) -> Document:
        document = read_file(path, name)
        self._documents.append(document)
        return document

    def _read_method(self, path: Path, folder: Path) -> None:
        document = self._document(path, f"methods/{path.name}")
        method = read_method(document)
        if method is None:
            return
        check_method(document, method, self.surroundings)
        if method.id != path.stem:
            document.fault("name-is-not-id", document.line(("id",)), file=path.name, id=method.id)
        if method.id in self.methods and method.replaces != method.id:
            document.fault("duplicate-method", document.line(("id",)), id=method.id, other=self.files[method.id].file)
        if method.replaces not in {None, method.id}:
            document.fault(
                "unknown-reference", document.line(("replaces",)), id=method.replaces, what="replaces", known=method.id
            )
        self.methods[method.id] = method
        self.files[method.id] = document

    def _read_translation(self, path: Path, language: str) -> None:
        overlay = self._document(path, f"translations/{language}/{path.name}")
        original = self.files.get(path.stem)
        if original is None:
            overlay.fault("case-of-nothing", 1, id=path.stem)
            return
        if overlay.faults or original.faults:
            return
        document = Document(overlay.file)
        document.data = translated(original.data, overlay)
        document.lines = overlay.lines
        if not overlay.faults and (method := read_model(document, Method)):
            self.translations[language, path.stem] = method
        overlay.faults += document.faults

    def _read_cases(self, path: Path) -> None:
        document = self._document(path, f"cases/{path.name}")
        method = self.methods.get(path.stem)
        self.cases[path.stem] = cases = read_list(document, Case)
        if method is None:
            document.fault("case-of-nothing", 1, id=path.stem)
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
            elif wrong := difference(method, case):
                for name, (wanted, came) in wrong.items():
                    document.fault(
                        "other-outcome",
                        document.line((place, "expect", name)),
                        case=case.name,
                        name=name,
                        wanted=wanted,
                        came=came,
                    )


def load(*folders: Path) -> Shelf:
    """The shelf of these folders; Faulty with every fault, and then nothing is served."""
    return Reader(folders).read().shelf()
