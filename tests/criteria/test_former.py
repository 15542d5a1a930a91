"""Where things were before: what may be claimed, and the paths it comes to."""

from collections.abc import Callable, Mapping

import pytest

Mistakes = Callable[[Mapping[str, str | bytes]], list[str]]


def written(area: str = "[]", aim: str = "[]", known: str = "[]", shown: str = "[]") -> str:
    """An area `testing` with an aim `automated` and two objectives, and who was what before."""
    return f"""\
name: Testing
formerly: {area}
levels: [{{key: started, name: Started, value: 1, formerly: []}}]
aims:
  - key: automated
    name: Automated testing
    formerly: {aim}
    reason: Change without fear.
    objectives:
      started:
        - {{key: known, text: Known., formerly: {known}}}
        - {{key: shown, text: Shown., formerly: {shown}}}
"""


GOOD = [
    {"area": "[tests, checks]"},
    {"aim": "[automatic, testing/robots, checks/robots]"},
    {"known": "[seen, testing/automated/heard, checks/robots/heard]"},
    {"known": "[seen]", "shown": "[heard]"},
    {"area": "[tests]", "aim": "[tests/robots]", "known": "[tests/robots/seen]"},
]


@pytest.mark.parametrize("parts", GOOD)
def test_what_is_gone_may_be_claimed(parts: dict[str, str], mistakes: Mistakes) -> None:
    assert mistakes({"testing.yaml": written(**parts)}) == []


AIM_FORM = "write a bare key in this area, or area/aim, not"
OBJECTIVE_FORM = "write a bare key in this aim, or area/aim/objective, not"
PATH_FORM = "must be a key or a path such as area/aim/objective, not"

BAD = [
    ({"area": "[tests/old]"}, "2:12: write an earlier key of the area, not `tests/old`"),
    ({"aim": "[a/b/c]"}, f"7:16: {AIM_FORM} `a/b/c`"),
    ({"known": "[a/b]"}, f"11:49: {OBJECTIVE_FORM} `a/b`"),
    ({"known": "[a/b/c/d]"}, f"11:49: an entry of `formerly` {PATH_FORM} `a/b/c/d`"),
    ({"known": "[/a]"}, f"11:49: an entry of `formerly` {PATH_FORM} `/a`"),
    ({"aim": "[Robots]"}, f"7:16: an entry of `formerly` {PATH_FORM} `Robots`"),
    ({"aim": "robots"}, "7:15: `formerly` must be a list, not `robots`"),
    ({"area": "[testing]"}, "2:12: `testing` is where it stands now: leave it out"),
    ({"aim": "[automated]"}, "7:16: `testing/automated` is where it stands now: leave it out"),
    (
        {"known": "[testing/automated/known]"},
        "11:49: `testing/automated/known` is where it stands now: leave it out",
    ),
    (
        {"known": "[shown]"},
        "11:49: `testing/automated/shown` still exists: only what is gone can be claimed",
    ),
    (
        {"known": "[old]", "shown": "[testing/automated/old]"},
        "11:49: `testing/automated/old` is claimed by `testing/automated/shown` in "
        "{folder}testing.yaml:12 too",
    ),
    (
        {"aim": "[robots]", "known": "[testing/robots/shown]"},
        "11:49: `testing/robots/shown` is claimed by `testing/automated/shown` in "
        "{folder}testing.yaml:12 too",
    ),
    (
        {"aim": f"[{', '.join(f'a{n}' for n in range(21))}]"},
        "7:15: `formerly` may have at most 20 entries",
    ),
]


@pytest.mark.parametrize(("parts", "said"), BAD)
def test_what_cannot_have_been_is_told(
    parts: dict[str, str], said: str, mistakes: Mistakes, tmp_path: object
) -> None:
    told = said.replace("{folder}", f"{tmp_path}/")
    assert mistakes({"testing.yaml": written(**parts)}) == [f"testing.yaml:{told}"]


def test_an_aim_of_another_area_that_still_exists_cannot_be_claimed(
    area: str, mistakes: Mistakes
) -> None:
    mine = written(aim="[security/automated]")
    other = area.replace("name: Testing", "name: Security")
    assert mistakes({"testing.yaml": mine, "security.yaml": other}) == [
        "testing.yaml:7:16: `security/automated` still exists: only what is gone can be claimed"
    ]


def test_two_areas_cannot_claim_the_same_aim(
    area: str, mistakes: Mistakes, tmp_path: object
) -> None:
    mine = written(aim="[old/aim]")
    other = area.replace("name: Testing", "name: Security").replace(
        "    reason:", "    formerly: [old/aim]\n    reason:"
    )
    assert mistakes({"testing.yaml": mine, "security.yaml": other}) == [
        f"security.yaml:5:16: `old/aim` is claimed by `testing/automated` in "
        f"{tmp_path}/testing.yaml:5 too"
    ]


@pytest.mark.parametrize(
    ("formerly", "said"),
    [
        ("[begun]", []),
        ("[testing/begun]", []),
        ("[old-area/begun]", []),
        ("[started]", ["3:61: `testing/started` is where it stands now: leave it out"]),
        (
            "[testing/automated/x]",
            [
                "3:61: write a bare key, or area/level on the ladder of an area's own, not "
                "`testing/automated/x`"
            ],
        ),
    ],
)
def test_a_level_of_an_area_was_on_its_ladder_or_on_another_areas(
    formerly: str, said: list[str], mistakes: Mistakes
) -> None:
    text = written().replace("value: 1, formerly: []", f"value: 1, formerly: {formerly}")
    assert mistakes({"testing.yaml": text}) == [f"testing.yaml:{line}" for line in said]


def test_a_level_of_the_framework_was_on_its_ladder(area: str, mistakes: Mistakes) -> None:
    level = "levels: [{key: started, name: Started, value: 1, formerly: [%s]}]"
    assert mistakes({"testing.yaml": area, "framework.yaml": level % "begun"}) == []
    assert mistakes({"testing.yaml": area, "framework.yaml": level % "testing/begun"}) == [
        "framework.yaml:1:61: write a bare key, or area/level on the ladder of an area's own, not "
        "`testing/begun`"
    ]


def test_an_aim_and_a_level_of_the_same_path_are_not_confused(mistakes: Mistakes) -> None:
    text = written(aim="[begun]").replace("value: 1, formerly: []", "value: 1, formerly: [begun]")
    assert mistakes({"testing.yaml": text}) == []


def test_entries_whose_keys_cannot_be_read_claim_nothing_of_each_other(mistakes: Mistakes) -> None:
    text = written(known="[old]", shown="[old]").replace("key: known", "key: no")
    assert mistakes({"testing.yaml": text.replace("key: automated", "key: []")}) == [
        "testing.yaml:5:10: `key` must be text, not a list",
        "testing.yaml:11:17: YAML reads no as false; put it in quotes",
    ]
