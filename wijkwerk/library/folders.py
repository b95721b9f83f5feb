"""Where content is found: the folder of this installation, and the folders an organisation adds."""

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]


def content_folders() -> tuple[Path, ...]:
    """The folders in WIJKWERK_CONTENT (several with the path separator), or the content that came along."""
    named = os.environ.get("WIJKWERK_CONTENT")
    if named:
        return tuple(Path(folder) for folder in named.split(os.pathsep) if folder)
    beside = PACKAGE.parent / "content"
    return (beside if beside.is_dir() else PACKAGE / "_content",)
