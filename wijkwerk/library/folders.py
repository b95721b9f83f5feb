"""Where content is found: the folder of this installation, and the folders an organisation adds."""

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]


def content_folders() -> tuple[Path, ...]:
    """The folders in WIJKWERK_CONTENT (several with the path separator), or the content that came along."""
    named = os.environ.get("WIJKWERK_CONTENT")
    return tuple(Path(folder) for folder in named.split(os.pathsep) if folder) if named else (shipped_folder(),)


def shipped_folder() -> Path:
    """The content that came along with the program."""
    beside = PACKAGE.parent / "content"
    return beside if beside.is_dir() else PACKAGE / "_content"


def folders_of(folder: Path) -> tuple[Path, ...]:
    """The folder with what its methods lean on: without documents of its own it comes after the shipped content."""
    return (folder,) if (folder / "sources.yaml").exists() else (shipped_folder(), folder)
