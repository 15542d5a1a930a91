"""Pages and files as they were made for readers who are not logged in, until anything changes.

A page is made of the revision, the day, the release and the address: as long as these stay, it
stays. The revision is asked of the database for each request, so that every process shows what
was written a moment ago.
"""

import gzip
import hashlib
from datetime import date
from functools import cache
from pathlib import Path
from threading import Lock
from typing import NamedTuple, TypeVar

from cachetools import LRUCache
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import patch_vary_headers

from dashboard.queries.framework import Now

Answer = TypeVar("Answer", bound=HttpResponseBase)
BYTES = 32 * 1024 * 1024
LETTERS = 32  # of each of the two parts of a key
_lock = Lock()


class Kept(NamedTuple):
    """An answer as it is kept: its body compressed."""

    headers: tuple[tuple[str, str], ...]
    body: bytes


class KnownFile(HttpResponse):
    """A file whose address the product itself gives, taken in whole so that it can be kept."""

    def __init__(self, file: HttpResponse | StreamingHttpResponse) -> None:
        super().__init__(b"".join(file), headers=dict(file.items()))


pages: LRUCache[str, Kept] = LRUCache(BYTES, getsizeof=lambda page: len(page.body))


def key_of(request: HttpRequest, now: Now, day: date) -> str:
    """What a page is made of, as one word: what all pages are made of, and its address."""
    told = (settings.ORGANISATION, settings.PROPOSE_URL)
    state = (now, day.isoformat(), _release(), told)
    return _word(state) + _word((request.path, sorted(request.GET.lists())))


def _word(parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:LETTERS]


@cache
def _release() -> str:
    """The files that pages are made of, as they were when the process began."""
    folders = [Path(__file__).parent, settings.BASE_DIR / "templates", Path(settings.STATIC_ROOT)]
    files = sorted(file for folder in folders for file in folder.rglob("*") if file.is_file())
    told = [(str(file), file.stat().st_mtime_ns) for file in files if file.suffix != ".pyc"]
    return hashlib.sha256(repr(told).encode()).hexdigest()


def kept(key: str) -> Kept | None:
    """What was kept, if it was."""
    with _lock:
        return pages.get(key)


def keep(key: str, response: HttpResponse, *, is_known: bool) -> Kept:
    """Compress an answer, and keep it where its address is one that the product itself gives."""
    page = Kept(tuple(response.items()), gzip.compress(response.content, 6, mtime=0))
    if is_known and not settings.DEBUG and len(page.body) < BYTES:
        with _lock:
            if next(iter(pages), key)[:LETTERS] != key[:LETTERS]:
                pages.clear()  # something was written since: nobody will ask for those again
            pages[key] = page
    return page


def unchanged(request: HttpRequest, key: str) -> bool:
    """Whether the reader holds this page already."""
    return f'W/"{key}"' in request.headers.get("If-None-Match", "")


def answered(request: HttpRequest, key: str, page: Kept | None) -> HttpResponse:
    """The page, or, without one, the word that the reader's own is as new."""
    if page is None:
        return marked(HttpResponse(status=304), key)
    response = HttpResponse(headers=dict(page.headers))
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        response.content = page.body
        response["Content-Encoding"] = "gzip"
    else:
        response.content = gzip.decompress(page.body)
    return marked(response, key)


def marked(response: Answer, key: str) -> Answer:
    """The answer, with what a browser needs to ask whether it is still as new."""
    response["ETag"] = f'W/"{key}"'
    response["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ["Cookie", "Accept-Encoding"])
    return response
