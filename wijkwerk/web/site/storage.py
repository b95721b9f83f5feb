"""Static files under names that change with their content, once they are collected; before that under their own names."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class CollectedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """WhiteNoise's storage that also works in a checkout where nothing was collected yet."""

    # A module names the modules it imports by their hashed names too, so that two versions never mix.
    support_js_module_import_aggregation = True

    def stored_name(self, name: str) -> str:
        """The name with its hash; the name itself while there is no list of collected files."""
        return super().stored_name(name) if self.hashed_files else name
