"""Put into the wheel what git does not hold: compiled translations, and the content as wijkwerk/_content."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

VENDOR = Path("wijkwerk/web/site/static/site/vendor/vendor.json")


class CustomBuildHook(BuildHookInterface[Any]):
    """Runs before hatchling gathers the files; an editable install needs the translations only."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and for a real wheel include the content; ValueError when the assets are missing."""
        root = Path(self.root)
        sys.path.insert(0, str(root))
        from wijkwerk.web.site.translations import compile_translations

        compile_translations(root / "wijkwerk" / "web" / "locale")
        if version != "standard" or self.target_name != "wheel":
            return
        if not (root / VENDOR).exists():
            raise ValueError(f"{VENDOR} is missing: run ./wijk start once, which collects the front-end assets.")
        build_data["force_include"][str(root / "content")] = "wijkwerk/_content"
