"""Static files: where the script that draws charts comes from, and how all of them are packed."""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal, overload

import brotli
from django.contrib.staticfiles.finders import BaseFinder
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import FileSystemStorage
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

FOLDER, FILE = "plotly", "plotly.min.js"


class PlotlyFinder(BaseFinder):
    """Finds `plotly/plotly.min.js` in the package that brings it, without importing that."""

    @overload
    def find(self, path: str, find_all: Literal[False] = False, **kwargs: Any) -> str | None: ...
    @overload
    def find(self, path: str, find_all: Literal[True], **kwargs: Any) -> list[str]: ...
    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> str | list[str] | None:
        found = [str(_folder() / FILE)] if path == f"{FOLDER}/{FILE}" else []
        return found if find_all else next(iter(found), None)

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        storage = FileSystemStorage(location=_folder())
        storage.prefix = FOLDER  # type: ignore[attr-defined]  # read by collectstatic
        yield FILE, storage


def _folder() -> Path:
    """Where the package keeps the script."""
    spec = find_spec("plotly")
    if spec is None or spec.origin is None:
        raise ImproperlyConfigured("plotly is not installed: run `make install`")
    return Path(spec.origin).parent / "package_data"


class QuickCompressor(Compressor):  # type: ignore[misc]  # comes without types
    """Packs nine tenths as well in a twentieth of the time: of plotly.js the best takes 8 s."""

    @staticmethod
    def compress_brotli(data: bytes) -> bytes:
        return bytes(brotli.compress(data, quality=9))


class PackedStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Files named by their content, compressed once; none is kept by its bare name as well."""

    keep_only_hashed_files = True

    def create_compressor(self, **kwargs: Any) -> QuickCompressor:
        return QuickCompressor(**kwargs)
