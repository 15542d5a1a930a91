"""What good folders come to: values, order, places; real ones and large ones."""

import time
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from dashboard.criteria.loader import load
from dashboard.criteria.schema import Criteria

Write = Callable[[Mapping[str, str | bytes]], Path]

ROOT = Path(__file__).parents[2]
BASELINE = ROOT.parent / "shared" / "data" / "openssf-baseline"

WHOLE = """\
# A file that uses every key.
area: testing
name: Testing
description: |
  How we know that what we ship works.
confirmed_by: steward
applies_to: [service]
formerly: [tests]
levels:
  - {key: low, name: Low, value: 2, meaning: Begun., formerly: [lowest]}
  - {key: high, name: High, value: 5}
aims:
  - key: automated
    name: Automated testing
    weight: 3
    reason: >-
      Change
      without fear.
    background:
      - {title: Why, url: "https://example.org/why#because"}
    applies_to: [library]
    from: 2027-01-01
    retired: 2028-01-01
    formerly: [robots]
    objectives:
      high:
        - key: shown
          text: The suite *shows* what works.
      low:
        - key: known
          text: The gaps are known.
          guidance: Ask.
          evidence: required
          applies_to: [service, library]
          from: "2027-02-01"
          retired: 2027-12-31
          formerly: [seen]
  - key: manual
    name: "yes"
    reason: Eyes see more.
    objectives:
      low:
      high: [{key: looked, text: Somebody looks.}]
"""


def test_every_key_comes_to_its_value(write: Write) -> None:
    [area] = load(write({"a.yaml": WHOLE})).criteria.areas
    assert area.model_dump(mode="json") == {
        "area": "testing",
        "name": "Testing",
        "description": "How we know that what we ship works.",
        "confirmed_by": "steward",
        "levels": [
            {
                "key": "low",
                "name": "Low",
                "value": 2,
                "meaning": "Begun.",
                "formerly": ["lowest"],
            },
            {"key": "high", "name": "High", "value": 5, "meaning": "", "formerly": []},
        ],
        "applies_to": ["service"],
        "aims": [
            {
                "key": "automated",
                "name": "Automated testing",
                "weight": 3,
                "reason": "Change without fear.",
                "background": [{"title": "Why", "url": "https://example.org/why#because"}],
                "objectives": {
                    "low": [
                        {
                            "key": "known",
                            "text": "The gaps are known.",
                            "guidance": "Ask.",
                            "evidence": "required",
                            "applies_to": ["service", "library"],
                            "from": "2027-02-01",
                            "retired": "2027-12-31",
                            "formerly": ["seen"],
                        }
                    ],
                    "high": [
                        {
                            "key": "shown",
                            "text": "The suite *shows* what works.",
                            "guidance": "",
                            "evidence": None,
                            "applies_to": [],
                            "from": None,
                            "retired": None,
                            "formerly": [],
                        }
                    ],
                },
                "applies_to": ["library"],
                "from": "2027-01-01",
                "retired": "2028-01-01",
                "formerly": ["robots"],
            },
            {
                "key": "manual",
                "name": "yes",
                "weight": 1,
                "reason": "Eyes see more.",
                "background": [],
                "objectives": {
                    "high": [
                        {
                            "key": "looked",
                            "text": "Somebody looks.",
                            "guidance": "",
                            "evidence": None,
                            "applies_to": [],
                            "from": None,
                            "retired": None,
                            "formerly": [],
                        }
                    ]
                },
                "applies_to": [],
                "from": None,
                "retired": None,
                "formerly": [],
            },
        ],
        "formerly": ["tests"],
    }


def test_levels_of_an_aim_stand_in_the_order_of_its_ladder(write: Write) -> None:
    criteria = load(write({"a.yaml": WHOLE})).criteria
    assert list(criteria.areas[0].aims[0].objectives) == ["low", "high"]


def test_days_are_days_with_quotes_and_without(write: Write) -> None:
    [area] = load(write({"a.yaml": WHOLE})).criteria.areas
    assert area.aims[0].counts_from == date(2027, 1, 1)
    assert area.aims[0].objectives["low"][0].counts_from == date(2027, 2, 1)


def test_an_area_climbs_its_own_ladder_or_the_frameworks(write: Write, area: str) -> None:
    criteria = load(write({"a.yaml": WHOLE, "b.yaml": area.replace("Testing", "B")})).criteria
    own, shared = criteria.areas
    assert [level.key for level in criteria.ladder_of(own)] == ["low", "high"]
    assert criteria.ladder_of(shared) == criteria.levels


def test_everything_with_answers_has_its_place(write: Write) -> None:
    folder = write({"a.yaml": WHOLE})
    places = load(folder).places
    assert {path: (place.file, place.line, place.column) for path, place in places.items()} == {
        "testing": (f"{folder}/a.yaml", 2, 1),
        "testing/automated": (f"{folder}/a.yaml", 13, 5),
        "testing/automated/shown": (f"{folder}/a.yaml", 27, 11),
        "testing/automated/known": (f"{folder}/a.yaml", 30, 11),
        "testing/manual": (f"{folder}/a.yaml", 38, 5),
        "testing/manual/looked": (f"{folder}/a.yaml", 43, 14),
    }


def test_criteria_survive_json(write: Write, area: str) -> None:
    criteria = load(write({"a.yaml": WHOLE, "b.yaml": area.replace("Testing", "B")})).criteria
    again = Criteria.model_validate_json(criteria.model_dump_json())
    assert again == criteria
    assert again.model_dump_json() == criteria.model_dump_json()


def test_criteria_cannot_be_changed(write: Write, area: str) -> None:
    criteria = load(write({"testing.yaml": area})).criteria
    with pytest.raises(ValidationError):
        criteria.areas[0].name = "Other"


@pytest.mark.skipif(not BASELINE.exists(), reason=f"{BASELINE} is not here")
def test_the_openssf_baseline_loads() -> None:
    [area] = load(BASELINE).criteria.areas
    objectives = [key for aim in area.aims for some in aim.objectives.values() for key in some]
    assert (len(area.aims), len(objectives)) == (8, 64)
    assert [level.value for level in area.levels or ()] == [1, 2, 3]


def test_the_shipped_framework_loads() -> None:
    assert load(ROOT / "criteria").criteria.areas


def test_twenty_areas_load_well_under_a_second(write: Write) -> None:
    entries = "".join(f"        - {{key: o{n}, text: It is so {n}.}}\n" for n in range(3))
    levels = "".join(
        f"      {level}:\n{entries.replace('key: o', f'key: {level[0]}')}"
        for level in ("started", "first-results", "mature")
    )
    aims = "".join(
        f"  - key: a{n}\n    name: A{n}\n    reason: R.\n    objectives:\n{levels}"
        for n in range(3)
    )
    folder = write({f"area-{n}.yaml": f"name: N{n}\naims:\n{aims}" for n in range(20)})
    began = time.perf_counter()
    loaded = load(folder)
    assert time.perf_counter() - began < 0.7
    assert len(loaded.places) == 20 * (1 + 3 + 27)
