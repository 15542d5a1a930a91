"""Criteria: a folder of YAML read into frozen values, or every mistake in it. Knows no Django."""
