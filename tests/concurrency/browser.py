"""A lead's browser: `python -m tests.concurrency.browser NUMBER PORT SESSION`. Knows no Django.

It says that it is ready, waits for a line, saves answers as htmx does, and says what came back.
"""

import json
import re
import sys
from collections import Counter
from http.client import HTTPConnection
from urllib.parse import urlencode

LEADS = 8
EDITS = 200  # of each
EVERY = 8  # so many, one is on what everybody edits
TOKEN = "a" * 32
SHARED = "testing/shared/counted"
NOTE = re.compile(r'<div class="prose"><p>([^<]*)</p>')
SEEN = re.compile(r'name="seen" value="(\d+)"')


def aim_of(number: int) -> str:
    """The aim that a lead shares with another."""
    return f"aim-{number // 2}"


class Browser:
    """One connection, one session, and what is known of each objective: its revision and note."""

    def __init__(self, number: int, port: int, session: str) -> None:
        self.number = number
        self.own = f"testing/{aim_of(number)}/own-{number}"
        self.line = HTTPConnection("127.0.0.1", port, timeout=60)
        self.headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"sessionid={session}; csrftoken={TOKEN}",
            "HX-Request": "true",
        }
        self.known: dict[str, tuple[str, str]] = {}
        self.answers = Counter[str]()

    def work(self) -> Counter[str]:
        for edit in range(EDITS):
            if edit % EVERY:
                self.say_something(edit)
            else:
                self.count()
        return self.answers

    def say_something(self, edit: int) -> None:
        """Every note is another one, so that each edit is an event."""
        status = self.save(self.own, "met" if edit % 3 else "not-yet", f"{self.number}-{edit}")
        self.answers[f"own {status}"] += 1

    def count(self) -> None:
        """Add one to the number that stands there; whoever was overtaken begins from theirs."""
        status = 409
        while status == 409:
            _, note = self.known.get(SHARED, ("0", ""))
            number = int(note.split()[0]) if note else 0
            status = self.save(SHARED, "met", f"{number + 1} by {self.number}")
            self.answers[f"shared {status}"] += 1

    def save(self, path: str, answer: str, note: str) -> int:
        """The answer's status; what it shows of the objective is what is known from then on."""
        seen, _ = self.known.get(path, ("0", ""))
        typed = {"seen": seen, "answer": answer, "note": note, "csrfmiddlewaretoken": TOKEN}
        self.line.request("POST", f"/projects/api/{path}/answer/", urlencode(typed), self.headers)
        response = self.line.getresponse()
        shown = response.read().decode()
        if response.status in (200, 409):
            self.known[path] = shown_of(path, shown)
        return response.status


def shown_of(path: str, shown: str) -> tuple[str, str]:
    """The revision in an objective's forms, and the note that stands beside them."""
    objective = shown.partition(f'id="{path}"')[2].partition('<li class="objective')[0]
    said = objective.partition('<div class="said">')[2]
    (seen,) = set(SEEN.findall(said))
    (note,) = NOTE.findall(said)
    return seen, note


if __name__ == "__main__":
    print("ready", flush=True)
    sys.stdin.readline()
    number, port, session = sys.argv[1:]
    print(json.dumps(Browser(int(number), int(port), session).work()), flush=True)
