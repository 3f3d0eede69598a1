"""Stocks and flows: months meet, and a product that never lived is not there."""

from datetime import date

from backend.domain.services.reporting.churn import Flow, months_of

JAN, FEB, MAR = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)


def test_months_meet() -> None:
    flows = [
        Flow(JAN, "kav", begun=3, ended=1, moved=-1),
        Flow(JAN, "kis", begun=0, ended=0, moved=1),
        Flow(MAR, "kav", begun=0, ended=11, moved=0),
    ]
    found = {
        (each.flow.month, each.flow.product): (each.at_start, each.at_end, each.churn)
        for each in months_of([JAN, FEB, MAR], {"kav": 10}, flows)
    }
    assert found == {
        (JAN, "kav"): (10, 11, 1000),
        (JAN, "kis"): (0, 1, None),
        (FEB, "kav"): (11, 11, 0),
        (FEB, "kis"): (1, 1, 0),
        (MAR, "kav"): (11, 0, 10_000),
        (MAR, "kis"): (1, 1, 0),
    }


def test_nothing_lives_in_an_empty_house() -> None:
    assert list(months_of([JAN], {}, [])) == []
