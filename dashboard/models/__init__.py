"""What is kept. Rows are written by `dashboard.actions` alone, and none is ever deleted."""

from dashboard.models.assessment import Assessment, Intent, Standing
from dashboard.models.criteria import Aim, Area, Framework, Level, Objective
from dashboard.models.history import Event, EventText, Movement, Revision
from dashboard.models.people import Membership, Person, Stewardship
from dashboard.models.project import Group, Project, ProjectSpan, Team, TeamSpan
from dashboard.models.review import CheckIn, Review

__all__ = [
    "Aim",
    "Area",
    "Assessment",
    "CheckIn",
    "Event",
    "EventText",
    "Framework",
    "Group",
    "Intent",
    "Level",
    "Membership",
    "Movement",
    "Objective",
    "Person",
    "Project",
    "ProjectSpan",
    "Review",
    "Revision",
    "Standing",
    "Stewardship",
    "Team",
    "TeamSpan",
]
