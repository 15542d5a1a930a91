"""The shape of the code, held to what docs/architecture.md says of it."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
MODULES = sorted(
    path
    for folder in ("dashboard", "benchmarks")
    for path in (ROOT / folder).rglob("*.py")
    if "migrations" not in path.parts
)
LONGEST = 300  # lines
PYPROJECT = (ROOT / "pyproject.toml").read_text()
DEPENDENCIES = PYPROJECT[PYPROJECT.index("dependencies = [") : PYPROJECT.index("[tool.")]
PROJECT = tomllib.loads(PYPROJECT)["project"]
SIGNAL = re.compile(r"\bsignals?\b|\breceiver\b")
NAIVE = re.compile(r"\b(?:datetime\.(?:now|utcnow|today)|date\.today)\(\)")
PIN = re.compile(r"([a-z0-9-]+)==([^\s;]+)( ; [a-z_]+ [!=<>]+ '[^']+'( (and|or) .+)?)?")


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), str(path))


def imported(path: Path) -> Iterator[str]:
    """Full names of what a module imports."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def methods(path: Path) -> Iterator[str]:
    """Names of what classes define."""
    classes = (node for node in ast.walk(tree(path)) if isinstance(node, ast.ClassDef))
    yield from (
        node.name for found in classes for node in found.body if isinstance(node, ast.FunctionDef)
    )


def needs() -> Iterator[Requirement]:
    """What pyproject.toml asks for, here and in extras."""
    extras = PROJECT["optional-dependencies"].values()
    yield from map(Requirement, PROJECT["dependencies"])
    yield from (Requirement(line) for extra in extras for line in extra)


def pins() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    found = [PIN.fullmatch(line) for line in lines]
    assert all(found), [line for line, pin in zip(lines, found, strict=True) if not pin]
    return {pin[1]: pin[2] for pin in found if pin}


def test_imports_point_back_towards_the_data(tmp_path: Path) -> None:
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [program, "--no-logo", "--cache-dir", tmp_path], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout


def test_no_module_is_too_long() -> None:
    long = {name_of(path): len(path.read_text().splitlines()) for path in MODULES}
    assert {name: lines for name, lines in long.items() if lines > LONGEST} == {}


def test_saving_a_row_does_nothing_else_and_nothing_is_erased() -> None:
    """No `save()` or `delete()` is overridden, and nothing listens to them."""
    overridden = {name_of(path) for path in MODULES if {"save", "delete"} & set(methods(path))}
    listening = {name_of(path) for path in MODULES if any(map(SIGNAL.search, imported(path)))}
    assert overridden | listening == set()


def test_time_is_read_where_a_test_can_set_it_and_with_its_zone() -> None:
    assert [name_of(path) for path in MODULES if NAIVE.search(path.read_text())] == []


def test_starting_does_not_wait_for_what_few_pages_need() -> None:
    code = (
        "import django, sys; django.setup(); import dashboard.urls; "
        "print(*{'plotly', 'openpyxl', 'pandas', 'hypothesis', 'pytest', 'requests', 'jwt', "
        "'oauthlib', 'cryptography', 'allauth.socialaccount'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ""


def test_each_dependency_says_why_it_is_there() -> None:
    unexplained = re.findall(r'^    "([a-z][^"]*)",(?! +# \w)', DEPENDENCIES, re.MULTILINE)
    assert unexplained == []
    assert len(re.findall(r'^    "', DEPENDENCIES, re.MULTILINE)) == len([*needs()])


def test_the_pins_name_packages_and_versions_and_nothing_else() -> None:
    assert pins()


def test_the_pins_cover_what_is_asked_for() -> None:
    pinned = pins()
    for need in needs():
        assert need.specifier.contains(pinned[canonicalize_name(need.name)]), need


def test_the_pins_cover_what_that_needs_in_turn() -> None:
    """Every package that comes along here is pinned: nothing moves by itself."""
    pinned, queue, seen = pins(), list(needs()), set[tuple[str, frozenset[str]]]()
    while queue:
        need = queue.pop()
        name, extras = canonicalize_name(need.name), frozenset(need.extras)
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        found = distribution(name)
        assert found.version == pinned[name], f"run `make setup`, or `make lock` for {name}"
        further = map(Requirement, found.requires or [])
        queue += [more for more in further if applies(more, extras)]


def applies(need: Requirement, extras: frozenset[str]) -> bool:
    marker = need.marker
    return not marker or any(marker.evaluate({"extra": extra}) for extra in extras or {""})
