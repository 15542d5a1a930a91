"""Small criteria that are full of traps, and the day on which the stories of tests end."""

from datetime import date

UNTIL = date(2026, 3, 2)
FRAMEWORK = "kinds: [service, library, website]\n"
TESTING = """\
name: Testing
aims:
  - key: automated
    name: Automated testing
    weight: 3
    reason: Change without fear.
    objectives:
      started:
        - {key: known, text: The gaps are known.}
        - {key: agreed, text: The gaps are agreed., evidence: required}
      first-results:
        - {key: fewer, text: There are fewer gaps.}
        - {key: announced, text: Gaps are announced., from: 2025-09-15}
      mature:
        - {key: none, text: There is no gap., retired: 2025-11-20}
        - {key: kept, text: It stays so.}
  - key: explored
    name: Explored
    reason: Surprises are cheap here.
    applies_to: [service, website]
    objectives:
      started: [{key: once, text: It was explored once.}]
      first-results: [{key: often, text: It is explored often.}]
  - {key: old, name: Old, reason: Once., retired: 2025-06-03, objectives: {started: [
      {key: one, text: One is there.}]}}
"""
SECURITY = """\
name: Security
confirmed_by: steward
levels:
  - {key: bronze, name: Bronze, value: 1, meaning: Begun.}
  - {key: gold, name: Gold, value: 5, meaning: Done.}
aims:
  - key: secrets
    name: Secrets
    reason: They are found.
    objectives:
      bronze:
        - {key: listed, text: They are listed.}
        - {key: stored, text: They are stored., applies_to: [service]}
      gold: [{key: changed, text: They can be changed.}]
  - key: updates
    name: Updates
    reason: Holes are public.
    from: 2025-07-01
    objectives:
      bronze: [{key: told, text: We are told.}]
      gold: [{key: soon, text: We act soon.}, {key: always, text: We always act.}]
"""
SMALLEST = """\
name: Only
aims:
  - {key: one, name: One, reason: It is enough., objectives: {mature: [{key: so, text: It is so.}]}}
"""
