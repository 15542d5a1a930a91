"""docs/operating.md explains every setting and every command, and none that does not exist."""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import load_command_class

from tests.commands.conftest import OURS

ROOT = Path(__file__).parents[1]
COMMANDS = ROOT / "dashboard" / "management" / "commands"
TEXT = (ROOT / "docs" / "operating.md").read_text()
HEADINGS = re.findall(r"^### `(.+)`$", TEXT, re.MULTILINE)
OF_THE_SERVER = {"WEB_CONCURRENCY"}
OF_MAKE = {"PORT", "DEMO"}
OF_DJANGO = {
    "--help", "--version", "--verbosity", "--settings", "--pythonpath", "--traceback",
    "--no-color", "--force-color", "--skip-checks", "--noinput", "--no-input", "--database",
    "--fake", "--fake-initial", "--plan", "--run-syncdb", "--check", "--prune",
}  # fmt: skip


def section(heading: str) -> str:
    """What stands under a heading, up to the next one."""
    return re.split(r"^##", TEXT.partition(f"### `{heading}`\n")[2], maxsplit=1, flags=re.M)[0]


def parsers() -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Every command and its subcommands, by name."""
    for file in sorted(COMMANDS.glob("[a-z]*.py")):
        command = load_command_class("dashboard", file.stem)
        parser = command.create_parser("manage.py", file.stem)
        below = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
        yield from (
            (f"{file.stem} {name}", sub) for some in below for name, sub in some.choices.items()
        )
        if not below:
            yield file.stem, parser


def options(parser: argparse.ArgumentParser) -> set[str]:
    """The long options of a command that are our own."""
    return {
        name
        for action in parser._actions
        for name in action.option_strings
        if name.startswith("--") and name not in OF_DJANGO
    }


def test_every_setting_has_a_heading_and_every_heading_a_setting() -> None:
    told = [heading for heading in HEADINGS if not heading.startswith("manage.py ")]
    assert sorted(told) == sorted({*OURS, *OF_THE_SERVER, *OF_MAKE})


def test_settings_are_read_in_no_other_way() -> None:
    """A second way would escape the tests above."""
    reads = re.compile(r"os\.environ|getenv")
    files = (file for file in (ROOT / "dashboard").rglob("*.py") if reads.search(file.read_text()))
    assert {str(file.relative_to(ROOT / "dashboard")) for file in files} == {
        "settings.py",
        "server.py",  # WEB_CONCURRENCY
        "wsgi.py",  # names the settings
        "management/commands/start.py",  # hands on what it was given
        "backups/postgresql.py",  # hands on what it was given
    }


@pytest.mark.parametrize("name", [name for name in HEADINGS if not name.startswith("manage.py")])
def test_a_setting_tells_its_meaning_default_and_an_example(name: str) -> None:
    words = section(name)
    assert "Default:" in words
    assert "xample: `" in words or words.count("`") >= 4


def test_every_command_has_a_heading_and_every_heading_a_command() -> None:
    told = {heading.removeprefix("manage.py ") for heading in HEADINGS if " " in heading}
    assert told == {name for name, _ in parsers()}


def test_a_command_tells_its_options_and_no_others() -> None:
    for name, parser in parsers():
        told = set(re.findall(r"^\| `(--[a-z-]+)`", section(f"manage.py {name}"), re.MULTILINE))
        assert told == options(parser), name


def test_links_within_the_page_lead_somewhere() -> None:
    anchors = {
        re.sub(r"[^a-z0-9_ -]", "", line.lower()).replace(" ", "-")
        for line in re.findall(r"^#+ (.+)$", TEXT, re.MULTILINE)
    }
    assert set(re.findall(r"\(#([^)]+)\)", TEXT)) <= anchors
