"""The lines of a form that answers many objectives at once."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from django import forms

from dashboard.actions.assessments import Claim, Words
from dashboard.forms.edits import ClaimForm
from dashboard.queries.answers import Draft
from dashboard.queries.sheet_lines import SheetLine, fingerprint, plain


class LineForm(ClaimForm):
    """An answer among many. `stamp` tells what its author saw."""

    stamp = forms.RegexField(
        r"^\d{1,18}-[0-9a-f]+$",
        error_messages={
            "required": "Load the page again: this line came without what was seen of it.",
            "invalid": "Load the page again: this line came without what was seen of it.",
        },
    )

    @property
    def seen(self) -> int:
        """The revision that its author saw, once it is valid."""
        return int(self.cleaned_data["stamp"].partition("-")[0])

    def claim(self, line: SheetLine) -> Claim:
        """What is said, once it is valid. The same evidence keeps its title and its day."""
        said, kept = self.cleaned_data, line.row.draft
        note = kept.note if plain(said["note"]) == plain(kept.note) else said["note"]
        words = Words(note, said["evidence_url"])
        if kept.evidence_url == words.evidence_url:
            on = date.fromisoformat(kept.evidence_on) if kept.evidence_on else None
            words = replace(words, evidence_title=kept.evidence_title, evidence_on=on)
        return Claim(said["answer"], words, is_confirmed=line.may_confirm)


def lines_in(posted: Mapping[str, str]) -> dict[str, Draft]:
    """What was typed into the lines that say something else than their author saw, by name."""
    names = [field.removesuffix("-stamp") for field in posted if field.endswith("-stamp")]
    typed = {name: _typed(posted, name) for name in names}
    return {
        name: draft
        for name, draft in typed.items()
        if not posted[f"{name}-stamp"].endswith(f"-{fingerprint(draft)}")
    }


def _typed(posted: Mapping[str, str], name: str) -> Draft:
    return Draft(
        answer=posted.get(f"{name}-answer", ""),
        note=posted.get(f"{name}-note", ""),
        evidence_url=posted.get(f"{name}-evidence_url", ""),
    )
