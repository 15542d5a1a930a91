"""A made-up organisation, to try the product out on."""

from dashboard.demo.log_ins import LOG_INS
from dashboard.demo.names import ORGANISATION

__all__ = ["LOG_INS", "ORGANISATION"]
