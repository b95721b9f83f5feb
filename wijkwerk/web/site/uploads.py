"""Takes a file only where a page asks for one, in memory and no larger than it says; any other file is read past."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any, TypeVar

from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

View = TypeVar("View", bound=Callable[..., Any])
MARK = "takes_files_up_to"


def takes_files(most: int) -> Callable[[View], View]:
    """Let the form of this view hold files of at most `most` bytes each.

    A larger one arrives without its bytes, with the size it had, so that the form can say what is wrong.
    """

    def marked(view: View) -> View:
        setattr(view, MARK, most)
        return view

    return marked


class WhereAsked(FileUploadHandler):
    """Django's handler for the whole site; it looks which page the address belongs to before it reads a file."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file, or pass it over."""
        super().new_file(*args, **kwargs)
        self.most = self._most()
        if self.most == 0:
            raise SkipFile
        self.read = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep this piece while there is room."""
        if start + len(raw_data) <= self.most:
            self.read.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile[Any]:
        """The file, or only its size when it was too large."""
        content = self.read if file_size <= self.most else BytesIO()
        content.seek(0)
        return InMemoryUploadedFile(
            file=content,
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )

    def _most(self) -> int:
        found = self.request.resolver_match if self.request is not None else None
        return int(getattr(found.func, MARK, 0)) if found else 0
