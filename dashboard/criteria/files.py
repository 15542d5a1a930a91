"""Files of a criteria folder: which there are, and their text. Each is read once."""

import re
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG

from dashboard.criteria.problems import CriteriaError, Place, Problem
from dashboard.criteria.words import code, printable, shown

FRAMEWORK = "framework"
LARGEST = 1_000_000
NOT_TEXT = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LINE_BREAK = re.compile("\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Source:
    """One YAML file: its text, or what is wrong where that cannot be had."""

    file: str
    stem: str
    text: str | Problem


def sources(folder: Path) -> list[Source]:
    """Every YAML file of the folder that is not hidden, by name; `framework.yaml` among them.

    Raises CriteriaError where the folder itself cannot be used or holds no area.
    """
    found = [_source(path) for path in _listed(folder)]
    if all(source.stem == FRAMEWORK for source in found):
        told = [source.text for source in found if isinstance(source.text, Problem)]
        words = "no area here: add a file such as testing.yaml"
        raise CriteriaError([_whole(folder).problem(words), *told])
    return found


def _listed(folder: Path) -> list[Path]:
    try:
        names = sorted(path.name for path in folder.iterdir())
    except FileNotFoundError:
        words = "there is no such folder"
    except NotADirectoryError:
        words = "this is not a folder"
    except OSError as error:
        words = f"the folder cannot be read: {error.strerror}"
    else:
        return [folder / name for name in names if _is_yaml(name)]
    raise CriteriaError([_whole(folder).problem(words)])


def _is_yaml(name: str) -> bool:
    return not name.startswith(".") and name.lower().endswith((".yaml", ".yml"))


def _whole(path: Path) -> Place:
    """A file or folder as such."""
    return Place(printable(str(path)))


def _source(path: Path) -> Source:
    file = _whole(path).file
    try:
        return Source(file, path.stem, decoded(_bytes(path), file))
    except CriteriaError as error:
        return Source(file, path.stem, error.problems[0])


def _bytes(path: Path) -> bytes:
    """The file's bytes; asks what it is and how large before reading, so that nothing waits."""
    try:
        status = path.stat()
        if path.suffix != ".yaml":
            words = f"rename this file to {shown(path.stem)}.yaml"
        elif not S_ISREG(status.st_mode):
            words = "this is not a file"
        elif status.st_size > LARGEST:
            words = f"the file is larger than {LARGEST // 1_000_000} MB: make it several areas"
        else:
            with path.open("rb") as stream:
                return stream.read(LARGEST)
    except FileNotFoundError:
        words = "the file has vanished, or is a link that leads nowhere"
    except OSError as error:
        words = f"the file cannot be read: {error.strerror}"
    raise CriteriaError([_whole(path).problem(words)])


def decoded(content: bytes, file: str) -> str:
    """The text in `content`. Raises CriteriaError with the first thing in it that is not text."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise CriteriaError([Place(file).problem("the file is in UTF-16: save it as UTF-8")])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8", "replace")
        words = f"byte {error.start + 1} of the file is not UTF-8: save it as UTF-8 text"
        raise CriteriaError([_after(before, file).problem(words)]) from None
    if found := NOT_TEXT.search(text):
        words = f"the character {code(found[0])} is not text: is this a YAML file?"
        raise CriteriaError([_after(text[: found.start()], file).problem(words)])
    return text


def _after(before: str, file: str) -> Place:
    """The place where the text `before` ends."""
    lines = LINE_BREAK.split(before)
    return Place(file, len(lines), len(lines[-1]) + 1)
