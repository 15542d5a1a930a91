"""Criteria from the command line: check them, apply them, print their schema, begin a folder."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser

from dashboard.actions.criteria import apply
from dashboard.actions.moment import Refused
from dashboard.criteria.jsonschema import area_schema, framework_schema, schema
from dashboard.criteria.loader import Loaded, load
from dashboard.criteria.problems import CriteriaError
from dashboard.criteria.scaffold import ScaffoldError, new
from dashboard.management.applied import lines
from dashboard.management.base import DatabaseCommand


class Command(DatabaseCommand):
    help = "Check or apply criteria, print their JSON Schema, or begin a framework of one's own."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        commands = parser.add_subparsers(required=True, metavar="check | apply | schema | new")

        check = commands.add_parser("check", help="say what is wrong in a folder of criteria")
        check.set_defaults(run=self.do_check)

        put = commands.add_parser("apply", help="put the criteria of a folder in force")
        put.add_argument("--dry-run", action="store_true", help="say what it would do")
        put.set_defaults(run=self.do_apply)
        for parser in (check, put):
            parser.add_argument(
                "folder",
                nargs="?",
                type=Path,
                default=settings.CRITERIA_DIR,
                help="or CRITERIA_DIR",
            )

        print_schema = commands.add_parser("schema", help="print the JSON Schema for editors")
        which = print_schema.add_mutually_exclusive_group()
        for name, made in (("area", area_schema), ("framework", framework_schema)):
            which.add_argument(
                f"--{name}", action="store_const", dest="made", const=made, default=schema
            )
        print_schema.set_defaults(run=self.do_schema)

        begin = commands.add_parser("new", help="begin a framework of one's own")
        begin.add_argument("folder", type=Path, help="missing or empty")
        begin.add_argument(
            "--from",
            nargs="+",
            default=[],
            dest="areas",
            metavar="AREA",
            help="shipped areas to copy; without: one aim to edit",
        )
        begin.set_defaults(run=self.do_new)

    def handle(self, *, run: Callable[..., None], **options: Any) -> None:
        run(**options)

    def do_check(self, *, folder: Path, **options: Any) -> None:
        criteria = self.loaded(folder).criteria
        aims = [aim for area in criteria.areas for aim in area.aims]
        objectives = sum(len(some) for aim in aims for some in aim.objectives.values())
        counts = f"areas: {len(criteria.areas)}, aims: {len(aims)}, objectives: {objectives}"
        self.stdout.write(self.style.SUCCESS(f"No mistakes. {counts}"))

    def do_apply(self, *, folder: Path, dry_run: bool, **options: Any) -> None:
        loaded = self.loaded(folder)
        try:
            applied = apply(loaded, is_rehearsal=dry_run, by=None)
        except CriteriaError as error:
            raise self._mistakes(error) from error
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        for line in lines(applied):
            self.stdout.write(line)
        if dry_run:
            self.stdout.write("This was a dry run: nothing changed.")

    def do_schema(self, *, made: Callable[[], dict[str, Any]], **options: Any) -> None:
        self.stdout.write(json.dumps(made(), indent=2, ensure_ascii=False))

    def do_new(self, *, folder: Path, areas: Sequence[str], **options: Any) -> None:
        try:
            written = new(folder, settings.BASE_DIR / "criteria", areas)
        except (ScaffoldError, CriteriaError, OSError) as error:
            raise CommandError(str(error)) from error
        for file in written:
            self.stdout.write(str(file))
        self.stdout.write(
            f"Edit, then: CRITERIA_DIR={folder} .venv/bin/python manage.py criteria check"
        )

    def loaded(self, folder: Path) -> Loaded:
        """The folder's criteria; its mistakes go to stderr, one in a line."""
        try:
            return load(_as_seen_from_here(folder))
        except CriteriaError as error:
            raise self._mistakes(error) from error

    def _mistakes(self, error: CriteriaError) -> CommandError:
        """How many mistakes there are, after they were told."""
        self.stderr.write(str(error))
        count = len(error.problems)
        return CommandError(f"{count} mistake{'s' if count > 1 else ''}")


def _as_seen_from_here(folder: Path) -> Path:
    """A shorter path where there is one, because it stands before every mistake."""
    here = Path.cwd()
    return folder.relative_to(here) if folder.is_relative_to(here) else folder
