"""Turn the translators' .po files into what Django reads, without needing gettext on the machine."""

import os
from pathlib import Path

import polib


def compile_translations(locale: Path) -> list[Path]:
    """Write each .po file under `locale` as .mo beside it, when it is newer; the files written."""
    written = []
    for source in sorted(locale.rglob("*.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            # Another process may be reading: replace whole, never write in place.
            draft = target.with_suffix(f".{os.getpid()}.mo.new")
            polib.pofile(str(source)).save_as_mofile(str(draft))
            draft.replace(target)
            written.append(target)
    return written
