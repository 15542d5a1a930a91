"""An organisation's charts as they might be: two years, six teams, one edit of the criteria."""

from dataclasses import dataclass
from datetime import date, timedelta
from math import sin

from dashboard.choices import Cause
from dashboard.progress import (
    Band,
    CycleEnd,
    Levels,
    Line,
    Outcomes,
    Scores,
    Spread,
    Spreads,
    Step,
    Waterfall,
)
from dashboard.scoring import Score

LAST = date(2026, 11, 21)
DAYS = tuple(LAST - timedelta(days=7 * past) for past in range(104, -1, -1))
BANDS = (
    Band("", "None", 0),
    Band("started", "Started", 2),
    Band("first-results", "First results", 4),
    Band("mature", "Mature", 6),
)
TEAMS = ("Engine", "Front of house", "Payments", "Search", "Platform", "Mobile")
AIMS = (
    ("Automated testing", 14, 22, 12, 6),
    ("Documentation for newcomers", 20, 18, 8, 2),
    ("Security review before release", 8, 20, 16, 10),
    ("Observability", 22, 10, 10, 12),
    ("Accessibility", 31, 9, 4, 1),
    ("Small releases", 3, 8, 19, 24),
    ("Exploratory testing", 6, 4, 2, 0),
)


def levels() -> Levels:
    """Rising, with more projects in the second year, and something blocked."""
    rows = []
    for week in range(len(DAYS)):
        total = 240 + (60 if week > 60 else 0) + week // 4
        mature = int(total * (0.08 + 0.0022 * week))
        first = int(total * (0.15 + 0.0014 * week))
        started = int(total * (0.25 + 0.03 * sin(week / 9)))
        rows.append((total - mature - first - started, started, first, mature))
    blocked = tuple(int(14 + 9 * sin(week / 13)) for week in range(len(DAYS)))
    return Levels(DAYS, BANDS, tuple(zip(*rows, strict=True)), blocked)


def line(name: str, place: int) -> Line:
    """One team: some rise, some stall, one came later."""
    scores = []
    for week in range(len(DAYS)):
        part = 0.25 + 0.07 * place + 0.0035 * week * (0.3 + 0.2 * (place % 4))
        points = int(200 * min(part + 0.02 * sin(week / 5 + place), 1))
        scores.append(Score() if place == 5 and week < 50 else Score(points, 200))
    key = name.lower().replace(" ", "-")
    return Line(key, name, f"/progress/?team={key}", tuple(scores))


def scores(parts: int = 6) -> Scores:
    """The whole, its teams, and an ever smaller share of it fresh."""
    lines = tuple(line(name, place) for place, name in enumerate(TEAMS[:parts]))
    days = [[each.scores[week] for each in lines] for week in range(len(DAYS))]
    whole = tuple(Score(sum(s.points for s in d), sum(s.maximum for s in d)) for d in days)
    fresh = tuple(int(s.points * (0.85 - 0.003 * week)) for week, s in enumerate(whole))
    cycles = tuple(
        CycleEnd(f"{year}-H{half}", date(year, 6 * half, 30))
        for year, half in ((2024, 2), (2025, 1), (2025, 2), (2026, 1))
    )
    return Scores(DAYS, Line("", "Everything", "/progress/", whole), lines, fresh, cycles)


def spreads() -> Spreads:
    """Seven aims, the most to gain first."""
    aims = [
        Spread(f"testing/{place}", name, "Testing", tuple(counts), 6 * sum(counts) - counts[-1] * 6)
        for place, (name, *counts) in enumerate(AIMS)
    ]
    return Spreads(LAST, BANDS, tuple(sorted(aims, key=lambda aim: -aim.left)))


def waterfall() -> Waterfall:
    """Work done and undone, an edit of the criteria, one project more, one handed over."""
    steps = (
        Step(Cause.WORK_DONE, 214, 0, 61, "/progress/movements/?cause=work-done"),
        Step(Cause.WORK_UNDONE, -38, 0, 9, "/progress/movements/?cause=work-undone"),
        Step(Cause.APPLICABILITY, -6, -24, 4, "/progress/movements/?cause=applicability"),
        Step(Cause.CRITERIA, -52, 120, 84, "/progress/movements/?cause=criteria"),
        Step(Cause.JOINED, 31, 96, 16, "/progress/movements/?cause=joined"),
        Step(Cause.HANDED_OVER, 0, 0, 16, "/progress/movements/?cause=handed-over"),
    )
    return Waterfall(DAYS[0], LAST, Score(612, 1490), Score(761, 1682), steps)


def promises() -> tuple[Outcomes, ...]:
    """Three cycles of three teams."""
    told = [
        ("2025-H2", "Engine", 6, 2, 0, 1, 0), ("2025-H2", "Payments", 3, 3, 0, 0, 1),
        ("2026-H1", "Engine", 9, 1, 0, 0, 0), ("2026-H1", "Payments", 4, 2, 0, 2, 0),
        ("2026-H1", "Search", 2, 0, 0, 0, 0), ("2026-H2", "Engine", 0, 0, 8, 1, 0),
        ("2026-H2", "Payments", 0, 0, 5, 0, 0),
    ]  # fmt: skip
    return tuple(
        Outcomes(cycle, cycle.lower(), team, team.lower(), *counts) for cycle, team, *counts in told
    )


@dataclass(frozen=True)
class Figures:
    """What five charts show."""

    levels: Levels
    scores: Scores
    spreads: Spreads
    waterfall: Waterfall
    promises: tuple[Outcomes, ...]


def charts() -> Figures:
    """All of it."""
    return Figures(levels(), scores(), spreads(), waterfall(), promises())
