"""How far a long command has come: one line that changes on a terminal, ten lines in a log."""

from io import TextIOBase


class Progress:
    """Tells about work that is done in steps, to whoever waits for it."""

    def __init__(self, stream: TextIOBase, what: str) -> None:
        self.stream = stream
        self.what = what
        self.is_terminal = stream.isatty()
        self.told = -1

    def tell(self, done: int, of: int) -> None:
        """So many steps of so many are done. Costs nothing where there is nothing new to say."""
        percent = 100 * done // of
        percent -= percent % (1 if self.is_terminal else 10)
        if percent > self.told:
            self.told = percent
            self._write(f"{self.what}: {percent} %", is_last=percent == 100)

    def _write(self, line: str, *, is_last: bool) -> None:
        ending = "\n" if is_last or not self.is_terminal else ""
        self.stream.write(f"\r{line}{ending}" if self.is_terminal else f"{line}{ending}")
        self.stream.flush()
