"""One site with a provider, served for all tests of a process; each begins with nobody known."""

from collections.abc import Iterator

import pytest

from tests.signed_on import Site, Visitor, serving_site


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with serving_site(tmp_path_factory.mktemp("sign-on")) as site:
        yield site


@pytest.fixture
def site(served: Site) -> Site:
    served.clear()
    return served


@pytest.fixture
def visitor(site: Site) -> Visitor:
    return Visitor(site)
