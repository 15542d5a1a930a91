"""The closed vocabularies of the product: each word has one meaning (docs/architecture.md)."""

from django.db.models import TextChoices


class Answer(TextChoices):
    """To "is this true of this project?". Nothing said at all is `UNSAID`, not "not yet"."""

    UNSAID = "", "Nothing said"
    NOT_YET = "not-yet", "Not yet"
    MET = "met", "Met"
    NOT_APPLICABLE = "not-applicable", "Not applicable"


class IntentChoice(TextChoices):
    """What is meant for an aim that a project has not completed."""

    NONE = "", "Nothing said"
    PLANNED = "planned", "Planned"
    DEFERRED = "deferred", "Deferred"
    BLOCKED = "blocked", "Blocked"
    NOT_APPLICABLE = "not-applicable", "Not applicable"


class Agreement(TextChoices):
    """Has the team taken this up?"""

    NOT_YET = "not-yet", "Not yet"
    IN_TALKS = "in-talks", "In talks"
    AGREED = "agreed", "Agreed"


class Applicability(TextChoices):
    """Whether an aim counts for a project."""

    APPLICABLE = "applicable", "Applicable"
    NOT_APPLICABLE = "not-applicable", "Not applicable"
    OUTSIDE = "outside", "Outside"  # another kind of project, announced, or retired


class Verdict(TextChoices):
    """What a reviewer says of a project."""

    ON_TRACK = "on-track", "On track"
    GAPS = "gaps", "Gaps"
    OFF_TRACK = "off-track", "Off track"


class RemarkKind(TextChoices):
    """What a remark beside an objective does."""

    REMARK = "remark", "Remark"
    DISPUTE = "dispute", "Dispute"
    SETTLEMENT = "settlement", "Settlement"


class Outcome(TextChoices):
    """What became of a commitment; all but a withdrawal is derived (`dashboard.outcomes`)."""

    OPEN = "open", "Open"
    KEPT = "kept", "Kept"
    MISSED = "missed", "Missed"
    WITHDRAWN = "withdrawn", "Withdrawn"
    LAPSED = "lapsed", "Not asked any more"  # neither kept nor missed


class Freshness(TextChoices):
    """How long ago a project was last reviewed or checked in."""

    NEW = "new", "New"
    CURRENT = "current", "Current"
    DUE = "due", "Due"
    OVERDUE = "overdue", "Overdue"
    NEVER = "never", "Never"


class Confirmer(TextChoices):
    """Who confirms the answers of an area."""

    LEAD = "lead", "Lead"
    STEWARD = "steward", "Steward"


class Role(TextChoices):
    """What somebody is in a team. A deputy does what the lead does."""

    MEMBER = "member", "Member"
    DEPUTY = "deputy", "Deputy"
    LEAD = "lead", "Lead"


class Through(TextChoices):
    """The way by which an event came in."""

    PAGE = "page", "Page"
    ADMIN = "admin", "Admin"
    COMMAND = "command", "Command"
    IMPORT = "import", "Import"
    CRITERIA = "criteria", "Criteria"
    SCHEDULE = "schedule", "Schedule"
    DEMO = "demo", "Demonstration"


class Cause(TextChoices):
    """Why a standing moved. Only the first two are to a team's credit or charge."""

    WORK_DONE = "work-done", "Work done"
    WORK_UNDONE = "work-undone", "Work undone"
    APPLICABILITY = "applicability", "Applicability changed"
    CRITERIA = "criteria", "Criteria changed"
    JOINED = "joined", "Project joined"
    LEFT = "left", "Project left"
    HANDED_OVER = "handed-over", "Handed over"
    IMPORTED = "imported", "Imported"


class Verb(TextChoices):
    """What somebody did: one event each."""

    CRITERIA_APPLIED = "criteria-applied", "applied the criteria"
    SETTLED = "settled", "a day in the criteria came"
    GROUP_CREATED = "group-created", "created the group"
    GROUP_RENAMED = "group-renamed", "renamed the group"
    GROUP_RETIRED = "group-retired", "retired the group"
    TEAM_CREATED = "team-created", "created the team"
    TEAM_RENAMED = "team-renamed", "renamed the team"
    TEAM_GROUPED = "team-grouped", "moved the team to a group"
    TEAM_MERGED = "team-merged", "merged the team"
    TEAM_RETIRED = "team-retired", "retired the team"
    MEMBER_ADDED = "member-added", "added a member"
    MEMBER_REMOVED = "member-removed", "removed a member"
    STEWARD_ADDED = "steward-added", "appointed a steward"
    STEWARD_REMOVED = "steward-removed", "relieved a steward"
    PROJECT_JOINED = "project-joined", "entered the project"
    PROJECT_DESCRIBED = "project-described", "changed the project's facts"
    PROJECT_RENAMED = "project-renamed", "renamed the project"
    PROJECT_MOVED = "project-moved", "handed the project over"
    KIND_CHANGED = "kind-changed", "changed the project's kind"
    AGREEMENT_CHANGED = "agreement-changed", "changed the agreement"
    SINCE_CHANGED = "since-changed", "dated the project's joining"
    PROJECT_ARCHIVED = "project-archived", "archived the project"
    PROJECT_REVIVED = "project-revived", "revived the project"
    ANSWERED = "answered", "answered"
    CONFIRMED = "confirmed", "confirmed"
    SENT_BACK = "sent-back", "sent back"
    TAKEN_BACK = "taken-back", "took back"
    UNDONE = "undone", "undid"
    INTENT_SET = "intent-set", "said what is meant"
    INTENT_CONFIRMED = "intent-confirmed", "confirmed what is meant"
    REMARKED = "remarked", "remarked"
    DISPUTED = "disputed", "disputed"
    DISPUTE_SETTLED = "dispute-settled", "settled the dispute"
    MEANING_AGREED = "meaning-agreed", "said what it means here"
    CYCLE_PLANNED = "cycle-planned", "planned the cycle"
    COMMITTED = "committed", "promised"
    COMMITMENT_WITHDRAWN = "commitment-withdrawn", "withdrew a promise"
    SITTING_OPENED = "sitting-opened", "opened a review sitting"
    SITTING_CLOSED = "sitting-closed", "closed a review sitting"
    REVIEWED = "reviewed", "reviewed"
    CHECKED_IN = "checked-in", "checked in"
    REDACTED = "redacted", "redacted a text"
    FORGOTTEN = "forgotten", "forgot a person"
