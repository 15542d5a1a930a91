from datetime import date, timedelta
from pathlib import Path
from random import Random
import pytest
from django.db import transaction
from dashboard.criteria.loader import load
from dashboard.demo.run import fill
from dashboard.queries.verification import differences_found
@pytest.mark.django_db
def test_fuzz(tricky, smallest, shipped):
    openssf = load(Path("/work/shared/data/openssf-baseline"))
    rng = Random(3)
    for i in range(40):
        given = [tricky, smallest, openssf, shipped, tricky, tricky][i % 6]
        n = rng.choice([1,2,3,5,9,13,24,30,31,45]) if given in (tricky, smallest) else rng.choice([1,2,4,8])
        years = rng.choice([1,1,2,3]); until = date(2026,3,2)-timedelta(days=rng.randrange(600)); seed=rng.randrange(1000)
        print(i, n, years, until, seed, flush=True)
        with transaction.atomic():
            fill(given, projects=n, years=years, seed=seed, until=until, tell=lambda a,b: None)
            assert list(differences_found()) == []
            transaction.set_rollback(True)
