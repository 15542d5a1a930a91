"""What is kept. Rows are written by `dashboard.actions` alone, and none is ever deleted."""

from dashboard.models.assessment import Assessment, Intent, Standing
from dashboard.models.criteria import Aim, Area, Framework, Level, Objective
from dashboard.models.cycle import Commitment, Cycle
from dashboard.models.history import Event, EventText, Movement, Revision
from dashboard.models.people import Membership, Person, Stewardship
from dashboard.models.project import Group, Project, ProjectSpan, Team, TeamSpan
from dashboard.models.remark import Meaning, Remark
from dashboard.models.review import CheckIn, Finding, Review, Sitting
from dashboard.models.tally import Tally

__all__ = [
    "Aim",
    "Area",
    "Assessment",
    "CheckIn",
    "Commitment",
    "Cycle",
    "Event",
    "EventText",
    "Finding",
    "Framework",
    "Group",
    "Intent",
    "Level",
    "Meaning",
    "Membership",
    "Movement",
    "Objective",
    "Person",
    "Project",
    "ProjectSpan",
    "Remark",
    "Review",
    "Revision",
    "Sitting",
    "Standing",
    "Stewardship",
    "Tally",
    "Team",
    "TeamSpan",
]
