"""Parts of addresses that Django has no converter for."""


class FileKind:
    """In what form something is taken away."""

    regex = "csv|xlsx|json"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
