"""What both kinds of database say when they fail."""


class BackupError(Exception):
    """Why a backup was not made, or not restored."""
