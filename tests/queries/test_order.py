from dashboard.queries.order import folded


def test_case_and_accents_make_no_difference() -> None:
    assert folded("Ängström") == folded("ANGSTROM")
    assert folded("STRASSE") == folded("Straße")


def test_other_scripts_keep_their_letters() -> None:
    assert folded("東京") == "東京"
    assert folded("Київ") != folded("Кив")
