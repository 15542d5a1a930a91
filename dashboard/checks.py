"""Django's system checks for settings and criteria."""
