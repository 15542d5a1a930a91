import re
from xml.etree import ElementTree

import pytest

from dashboard.shapes import SHADES, TWELFTHS, bar, shade, shape, symbols

LADDERS = [(rank, levels) for levels in range(1, 7) for rank in range(levels + 1)]


def drawing_of(shape: str) -> str:
    """What a shape refers to."""
    (name,) = re.findall(r'href="#([^"]+)"', shape)
    (drawn,) = re.findall(rf'<symbol id="{name}"[^>]*>(.*?)</symbol>', symbols())
    return str(drawn)


def parts(rank: int, levels: int) -> set[str]:
    return set(re.findall(r'class="(ring|wedge|disc)"', drawing_of(shape(rank, levels))))


@pytest.mark.parametrize(("rank", "levels"), LADDERS)
def test_a_shape_is_empty_for_none_alone_and_full_for_the_top_alone(rank: int, levels: int) -> None:
    assert (parts(rank, levels) == {"ring"}) == (rank == 0)
    assert (parts(rank, levels) == {"disc"}) == (rank == levels)


@pytest.mark.parametrize("levels", range(1, 7))
def test_every_level_of_a_ladder_looks_different(levels: int) -> None:
    drawn = {drawing_of(shape(rank, levels)) for rank in range(levels + 1)}
    assert len(drawn) == levels + 1


def test_every_twelfth_of_a_sum_is_drawn() -> None:
    assert len({drawing_of(shape(rank, TWELFTHS)) for rank in range(TWELFTHS + 1)}) == 13


@pytest.mark.parametrize(("rank", "levels"), LADDERS)
def test_shades_rise_with_the_levels_and_end_at_the_top(rank: int, levels: int) -> None:
    assert (shade(rank, levels) == 0) == (rank == 0)
    assert (shade(rank, levels) == SHADES) == (rank == levels)
    assert rank == 0 or shade(rank, levels) > shade(rank - 1, levels)


def test_no_ladder_at_all_is_an_empty_shape() -> None:
    assert shade(0, 0) == shade(3, 0) == 0
    assert parts(0, 0) == {"ring"}


@pytest.mark.parametrize(
    "drawing", [*(shape(*place) for place in LADDERS), bar(0), bar(100), symbols()]
)
def test_what_is_drawn_is_well_formed_and_styled_by_classes_alone(drawing: str) -> None:
    ElementTree.fromstring(drawing)
    assert "style" not in drawing
