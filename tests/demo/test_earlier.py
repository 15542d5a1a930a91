"""The criteria that the story begins with are made from those it ends with."""

from dashboard.criteria.loader import Loaded
from dashboard.criteria.schema import Criteria
from dashboard.demo.earlier import versions
from dashboard.demo.questions import questions


def _aims(criteria: Criteria) -> list[str]:
    return [f"{area.key}/{aim.key}" for area in criteria.areas for aim in area.aims]


def _texts(criteria: Criteria) -> dict[str, str]:
    return {
        f"{area.key}/{aim.key}/{one.key}": one.text
        for area in criteria.areas
        for aim in area.aims
        for some in aim.objectives.values()
        for one in some
    }


def test_the_last_state_is_exactly_what_was_given(shipped: Loaded) -> None:
    assert versions(shipped).given is shipped


def test_one_aim_comes_with_the_change(shipped: Loaded) -> None:
    states = versions(shipped)
    earlier, given = _aims(states.earlier.criteria), _aims(states.criteria)
    assert set(given) - set(earlier) == {states.added}


def test_one_objective_had_other_words_and_one_another_key(shipped: Loaded) -> None:
    states = versions(shipped)
    earlier, given = _texts(states.earlier.criteria), _texts(states.criteria)
    assert earlier[states.reworded] != given[states.reworded]
    assert states.renamed_from in earlier.keys() - given.keys()
    assert states.renamed_objective in given.keys() - earlier.keys()


def test_the_first_aim_weighed_less(shipped: Loaded) -> None:
    states = versions(shipped)
    first, then = (s.criteria.areas[0].aims[0].weight for s in (states.earlier, states.given))
    assert first == then - 1


def test_levels_below_the_top_were_worth_one_more(shipped: Loaded) -> None:
    states = versions(shipped)
    first, then = (
        [level.value for level in s.criteria.levels] for s in (states.earlier, states.given)
    )
    assert (first, then) == ([2, 5, 6], [1, 4, 6])


def test_values_rise_in_every_ladder_of_the_earlier_state(tricky: Loaded) -> None:
    earlier = versions(tricky).earlier.criteria
    ladders = [[level.value for level in earlier.ladder_of(area)] for area in earlier.areas]
    assert sorted(ladders) == [[2, 5], [2, 5, 6]]


def test_the_rename_is_told_with_formerly(shipped: Loaded) -> None:
    states = versions(shipped)
    renamed = [
        one.formerly
        for area in states.renamed.criteria.areas
        for aim in area.aims
        for some in aim.objectives.values()
        for one in some
        if one.formerly
    ]
    assert renamed == [(states.renamed_from.rpartition("/")[2],)]


def test_one_objective_is_enough(smallest: Loaded) -> None:
    states = versions(smallest)
    assert states.added == ""
    assert states.reworded == states.renamed_objective == "only/one/so"
    assert _texts(states.earlier.criteria).keys() == {"only/one/so-at-first"}


def test_questions_know_what_they_were_called(tricky: Loaded) -> None:
    states = versions(tricky)
    was = {question.path: question.was for question in questions(states)}
    assert was[states.renamed_objective] == states.renamed_from
    assert [path for path, before in was.items() if not before] == [
        "testing/old/one"
    ]  # the aim that comes with the change, whatever it is
