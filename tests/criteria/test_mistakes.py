"""Each mistake one can make in an area's file, told once, where it is."""

from collections.abc import Callable, Mapping

import pytest

Mistakes = Callable[[Mapping[str, str | bytes]], list[str]]

LADDER = "levels:\n  - {key: started, name: Low, value: 1}\n  - {key: high, name: High, value: 2}\n"
SEVEN = ("started", "b", "c", "d", "e", "f", "g")

# What is written instead of what in the smallest area, and what is said about it.
CASES = {
    "misspelt key": (
        "    reason:",
        "    raeson:",
        "5:5: unknown key `raeson`: did you mean `reason`?",
    ),
    "key in capitals": (
        "    reason:",
        "    REASON:",
        "5:5: unknown key `REASON`: did you mean `reason`?",
    ),
    "unknown key": (
        "    reason:",
        "    xyz: 1\n    reason:",
        "5:5: unknown key `xyz`; known here: `key`, `name`, `weight`, `reason`, `background`, "
        "`objectives`, `applies_to`, `from`, `retired`, `formerly`",
    ),
    "key given twice": (
        "    reason:",
        "    name: Again\n    reason:",
        "5:5: `name` is given twice: first in line 4",
    ),
    "misspelt twin of a key": (
        "    reason:",
        "    names: Again\n    reason:",
        "5:5: unknown key `names`: did you mean `name`?",
    ),
    "missing key": ("    reason: Change without fear.\n", "", "3:5: `reason` is missing"),
    "missing name of the area": ("name: Testing\n", "", "1:1: `name` is missing"),
    "key without a value": ("Change without fear.", "", "5:5: `reason` has no value"),
    "optional key without a value": (
        "    reason:",
        "    retired:\n    reason:",
        "5:5: `retired` has no value",
    ),
    "null": ("Testing\n", "null\n", "1:1: YAML reads null as nothing; put it in quotes"),
    "empty text": ("Change without fear.", "''", "5:13: `reason` is empty"),
    "blank text": ("Change without fear.", '" \\n "', "5:13: `reason` is empty"),
    "invisible text": ("Change without fear.", '"\\u200b"', "5:13: `reason` is empty"),
    "invisible name": ("Testing\n", '"\\u200b"\n', "1:7: `name` is empty"),
    "no as text": ("Testing\n", "no\n", "1:7: YAML reads no as false; put it in quotes"),
    "on as text": ("Testing\n", "On\n", "1:7: YAML reads On as true; put it in quotes"),
    "date as text": (
        "Testing\n",
        "2026-01-31\n",
        "1:7: YAML reads 2026-01-31 as a date; put it in quotes",
    ),
    "date with time as text": (
        "Testing\n",
        "2026-01-31 10:00:00\n",
        "1:7: YAML reads 2026-01-31 10:00:00 as a date with a time; put it in quotes",
    ),
    "number as text": ("Testing\n", "2026\n", "1:7: YAML reads 2026 as a number; put it in quotes"),
    "fraction as text": (
        "Testing\n",
        "1.10\n",
        "1:7: YAML reads 1.10 as a number; put it in quotes",
    ),
    "clock time as text": (
        "Testing\n",
        "12:30\n",
        "1:7: YAML reads 12:30 as a number; put it in quotes",
    ),
    "list as text": ("Testing\n", "[Testing]\n", "1:7: `name` must be text, not a list"),
    "keys as text": ("Testing\n", "{a: b}\n", "1:7: `name` must be text, not keys with values"),
    "name of two lines": (
        "name: Testing\n",
        "name: |\n  Testing\n  it\n",
        "1:7: `name` must be one line, without tabs",
    ),
    "name too long": ("Testing\n", "x" * 121 + "\n", "1:7: `name` is longer than 120 characters"),
    "text too long": (
        "The gaps are known.",
        "x" * 20_001,
        "9:17: `text` is longer than 20000 characters",
    ),
    "key with other letters": (
        "key: known",
        "key: Is Known",
        "8:16: `key` may hold only lower-case letters, digits and hyphens, not `Is Known`: perhaps "
        "`is-known`",
    ),
    "key of no letters": (
        "key: known",
        "key: '?'",
        "8:16: `key` may hold only lower-case letters, digits and hyphens, not `?`",
    ),
    "key too long": ("key: known", f"key: {'x' * 61}", "8:16: `key` is longer than 60 characters"),
    "weight in quotes": (
        "    reason:",
        "    weight: '3'\n    reason:",
        "5:13: `weight` must be a whole number such as 3, not `3`",
    ),
    "weight of a fraction": (
        "    reason:",
        "    weight: 1.5\n    reason:",
        "5:13: `weight` must be a whole number such as 3, not `1.5`",
    ),
    "weight of yes": (
        "    reason:",
        "    weight: yes\n    reason:",
        "5:13: `weight` must be a whole number such as 3, not `yes`",
    ),
    "weight in octal": (
        "    reason:",
        "    weight: 010\n    reason:",
        "5:13: `weight` must be a whole number such as 3, not `010`",
    ),
    "weight of thousands of digits": (
        "    reason:",
        f"    weight: {'9' * 5000}\n    reason:",
        f"5:13: `weight` must be a whole number such as 3, not `{'9' * 59}…`",
    ),
    "weight of nought": (
        "    reason:",
        "    weight: 0\n    reason:",
        "5:13: `weight` must be 1 or more, not `0`",
    ),
    "weight too large": (
        "    reason:",
        "    weight: 1001\n    reason:",
        "5:13: `weight` must be 1000 or less, not `1001`",
    ),
    "confirmed by nobody known": (
        "aims:",
        "confirmed_by: Lead\naims:",
        "2:15: `confirmed_by` must be `lead` or `steward`, not `Lead`",
    ),
    "evidence of yes": (
        "          text:",
        "          evidence: yes\n          text:",
        "9:21: `evidence` must be `required`, not `yes`",
    ),
    "from with a time": (
        "    reason:",
        "    from: 2027-01-31 10:00:00\n    reason:",
        "5:11: `from` must be a day such as 2027-01-31, not `2027-01-31 10:00:00`",
    ),
    "from with a month alone": (
        "    reason:",
        "    from: 2027-01\n    reason:",
        "5:11: `from` must be a day such as 2027-01-31, not `2027-01`",
    ),
    "from on no day": (
        "    reason:",
        "    from: 2027-02-30\n    reason:",
        "5:11: `from` is 2027-02-30, a day that is in no calendar",
    ),
    "retired before it counts": (
        "    reason:",
        "    from: 2027-01-31\n    retired: '2027-01-30'\n    reason:",
        "6:14: retired on 2027-01-30, before it counts from 2027-01-31",
    ),
    "list of one without brackets": (
        "    reason:",
        "    applies_to: service\n    reason:",
        "5:17: `applies_to` must be a list, not `service`",
    ),
    "list that repeats": (
        "    reason:",
        "    applies_to: [a, b, a]\n    reason:",
        "5:17: `applies_to` names `a` twice",
    ),
    "empty entry of a list": (
        "    reason:",
        "    applies_to:\n      -\n    reason:",
        "6:8: an entry of `applies_to` is empty",
    ),
    "entry of a list that is no key": (
        "    reason:",
        "    applies_to: [Web site]\n    reason:",
        "5:18: an entry of `applies_to` may hold only lower-case letters, digits and hyphens, not "
        "`Web site`: perhaps `web-site`",
    ),
    "address of a script": (
        "    reason:",
        "    background: [{title: x, url: 'javascript:alert(1)'}]\n    reason:",
        "5:34: `url` must be a web address that begins with https:// or http://",
    ),
    "address without a host": (
        "    reason:",
        "    background: [{title: x, url: 'https:///x'}]\n    reason:",
        "5:34: `url` must be a web address that begins with https:// or http://",
    ),
    "address with a space": (
        "    reason:",
        "    background: [{title: x, url: 'https://a b.org'}]\n    reason:",
        "5:34: `url` must be a web address that begins with https:// or http://",
    ),
    "address with a broken host": (
        "    reason:",
        "    background: [{title: x, url: 'https://[1/'}]\n    reason:",
        "5:34: `url` must be a web address that begins with https:// or http://",
    ),
    "address with a port that is none": (
        "    reason:",
        "    background: [{title: x, url: 'https://a.org:99999/'}]\n    reason:",
        "5:34: `url` must be a web address that begins with https:// or http://",
    ),
    "misspelt level": (
        "      started:",
        "      strated:",
        "7:7: unknown level `strated`: did you mean `started`?",
    ),
    "unknown level": (
        "      started:",
        "      on:",
        "7:7: unknown level `on`; known here: `started`, `first-results`, `mature`",
    ),
    "level of another ladder": (
        "aims:",
        LADDER.replace("started", "low") + "aims:",
        "10:7: unknown level `started`; known here: `low`, `high`",
    ),
    "level values that fall": (
        "aims:",
        LADDER.replace("value: 1", "value: 2") + "aims:\n",
        "4:36: the values of levels must rise: 2 comes after 2",
    ),
    "level given twice": (
        "aims:",
        LADDER.replace("high", "started") + "aims:",
        "4:11: a second level `started`: the first is in line 3",
    ),
    "ladder of no level": (
        "aims:",
        "levels: []\naims:",
        "2:9: `levels` needs at least one entry",
    ),
    "ladder of seven levels": (
        "aims:",
        "levels:\n"
        + "".join(f"  - {{key: {key}, name: x, value: {n}}}\n" for n, key in enumerate(SEVEN, 1))
        + "aims:",
        "3:3: `levels` may have at most 6 entries",
    ),
    "objectives without levels": (
        "      started:\n        - key: known\n          text: The gaps are known.",
        "      - key: known\n        text: The gaps are known.",
        "7:7: `objectives` must be keys with values, not a list",
    ),
    "no objectives": (
        "objectives:\n      started:\n        - key: known\n          text: The gaps are known.",
        "objectives: {}",
        "6:17: an aim needs at least one objective",
    ),
    "empty levels only": (
        "\n        - key: known\n          text: The gaps are known.",
        "\n      mature: []",
        "7:7: an aim needs at least one objective",
    ),
    "objective of text alone": (
        "- key: known\n          text: The gaps are known.",
        "- The gaps are known.",
        "8:11: an entry of `started` must be keys with values, not `The gaps are known.`",
    ),
    "aim that is empty": (
        "aims:\n",
        "aims:\n  -\n",
        "3:4: an entry of `aims` must be keys with values, not nothing",
    ),
    "objective given twice, on another level": (
        "The gaps are known.\n",
        "The gaps are known.\n      mature:\n        - {key: known, text: Again.}\n",
        "11:17: a second objective `known`: the first is in line 8",
    ),
    "control character": (
        "Change without fear.",
        '"A bell \\a rings"',
        "5:13: a control character, U+0007: remove it",
    ),
    "NUL in a text": (
        "Change without fear.",
        '"x\\0y"',
        "5:13: a control character, U+0000: remove it",
    ),
    "key that is a list": (
        "    reason:",
        "    [a]: b\n    reason:",
        "5:5: a key must be a word, not a list or more keys",
    ),
    "placeholder of a template": (
        "Change without fear.",
        "{{ reason }}",
        "5:13: `reason` must be text, not keys with values",
    ),
    "merge key": (
        "    reason:",
        "    <<: {a: b}\n    reason:",
        "5:5: unknown key `<<`; known here: `key`, `name`, `weight`, `reason`, `background`, "
        "`objectives`, `applies_to`, `from`, `retired`, `formerly`",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_mistake_is_told_once_and_where_it_is(name: str, area: str, mistakes: Mistakes) -> None:
    instead_of, written, said = CASES[name]
    assert instead_of in area
    assert mistakes({"testing.yaml": area.replace(instead_of, written, 1)}) == [
        f"testing.yaml:{said}"
    ]


def test_the_smallest_area_has_no_mistake(area: str, mistakes: Mistakes) -> None:
    assert mistakes({"testing.yaml": area}) == []


def test_a_mistake_hides_none_beside_above_or_below_it(mistakes: Mistakes) -> None:
    crowded = """\
area: Testing
nmae: Testing
levels:
  - {key: low, name: Low, value: one}
  - {key: high, name: High, value: 2}
  - {key: highest, name: no, value: 1}
aims:
  - key: automated
    name: ''
    weight: heavy
    reason: Because.
    objectives:
      lwo:
        - key: known
          txt: 3
        - just text
      high:
        - {key: known, text: *alias}
  - key: automated
    name: Again
    objectives:
"""
    assert mistakes({"testing.yaml": crowded}) == [
        "testing.yaml:1:7: `area` may hold only lower-case letters, digits and hyphens, not "
        "`Testing`: perhaps `testing`",
        "testing.yaml:2:1: unknown key `nmae`: did you mean `name`?",
        "testing.yaml:4:34: `value` must be a whole number such as 3, not `one`",
        "testing.yaml:6:26: YAML reads no as false; put it in quotes",
        "testing.yaml:6:37: the values of levels must rise: 1 comes after 2",
        "testing.yaml:9:11: `name` is empty",
        "testing.yaml:10:13: `weight` must be a whole number such as 3, not `heavy`",
        "testing.yaml:13:7: unknown level `lwo`: did you mean `low`?",
        "testing.yaml:15:11: unknown key `txt`: did you mean `text`?",
        "testing.yaml:16:11: an entry of `lwo` must be keys with values, not `just text`",
        "testing.yaml:18:17: a second objective `known`: the first is in line 14",
        "testing.yaml:18:30: YAML reads *alias as an alias, which criteria do not use; if it is "
        "text, put it in quotes",
        "testing.yaml:19:5: `reason` is missing",
        "testing.yaml:19:10: a second aim `automated`: the first is in line 8",
        "testing.yaml:21:5: `objectives` has no value",
    ]


def test_what_a_misspelt_key_holds_is_read_all_the_same(area: str, mistakes: Mistakes) -> None:
    misspelt = area.replace("aims:", "aim:").replace("objectives:", "objectivs:")
    assert mistakes({"testing.yaml": misspelt.replace("text:", "test:").replace("known", "K")}) == [
        "testing.yaml:2:1: unknown key `aim`: did you mean `aims`?",
        "testing.yaml:6:5: unknown key `objectivs`: did you mean `objectives`?",
        "testing.yaml:8:16: `key` may hold only lower-case letters, digits and hyphens, not `K`: "
        "perhaps `k`",
        "testing.yaml:9:11: unknown key `test`: did you mean `text`?",
    ]


def test_two_misspelt_keys_of_one_meaning_are_two_mistakes(area: str, mistakes: Mistakes) -> None:
    assert mistakes({"testing.yaml": area.replace("    name:", "    nam: 1\n    nme:")}) == [
        "testing.yaml:4:5: unknown key `nam`: did you mean `name`?",
        "testing.yaml:5:5: unknown key `nme`: did you mean `name`?",
    ]


@pytest.mark.parametrize(
    ("level", "said"),
    [
        ("{key: [], name: Low, value: 2}", "4:11: `key` must be text, not a list"),
        ("started", "4:5: an entry of `levels` must be keys with values, not `started`"),
    ],
)
def test_a_broken_ladder_makes_no_level_unknown(
    level: str, said: str, area: str, mistakes: Mistakes
) -> None:
    ladder = f"levels:\n  - {{key: low, name: Low, value: 1}}\n  - {level}\naims:"
    assert mistakes({"testing.yaml": area.replace("aims:", ladder)}) == [f"testing.yaml:{said}"]


def test_what_is_retired_on_the_day_it_would_count_is_no_mistake(
    area: str, mistakes: Mistakes
) -> None:
    days = "    from: 2027-01-31\n    retired: 2027-01-31\n    reason:"
    assert mistakes({"testing.yaml": area.replace("    reason:", days)}) == []


def test_a_key_is_taken_as_it_is_written_even_where_yaml_reads_something_else(
    area: str, mistakes: Mistakes
) -> None:
    """`no:` as a level is the level called "no", whatever YAML makes of it."""
    ladder = "levels:\n  - {key: 'no', name: None yet, value: 1}\naims:"
    written = area.replace("aims:", ladder).replace("started:", "no:")
    assert mistakes({"testing.yaml": written}) == []
