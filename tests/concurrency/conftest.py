"""Databases of their own, as the tests of commands have them."""

from tests.commands.conftest import ask, installed, manage, migrated, place

__all__ = ["ask", "installed", "manage", "migrated", "place"]
