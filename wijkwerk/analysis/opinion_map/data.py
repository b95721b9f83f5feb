"""The whole map as plain data, rounded to the decimals that are promised, so that the same votes give the same bytes."""

from typing import Any

from wijkwerk.analysis.opinion_map.report import Report
from wijkwerk.analysis.opinion_map.stability import Stability
from wijkwerk.analysis.opinion_map.votes import AGREE, DISAGREE, PASS

DECIMALS = 4


def as_data(report: Report, stability: Stability | None = None) -> dict[str, Any]:
    """Everything, for who holds the votes; `public.as_data` is for everyone else."""
    groups = dict(zip(report.participants.tolist(), report.groups_of.tolist(), strict=True))
    return {
        "groups": [
            {
                "id": group.id,
                "size": group.size,
                "centre": rounded(group.centre),
                "representative": [rounded(one._asdict()) for one in group.representative],
            }
            for group in report.groups
        ],
        "participants": {str(participant): group or None for participant, group in groups.items()},
        "positions": {
            str(participant): rounded(place)
            for participant, place in zip(groups, report.positions.tolist(), strict=True)
        },
        "statements": statements(report),
        "binds": rounded([one._asdict() for one in report.binds]),
        "divides": rounded([one._asdict() for one in report.divides]),
        "middle": rounded(_plain(report.middle)),
        "unvoted": list(report.unvoted),
        "seldom": list(report.seldom),
        "axes": rounded(report.shares_of_axes),
        "separations": {str(number): rounded(one) for number, one in report.separations.items()},
        "stability": None if stability is None else rounded(stability._asdict()),
    }


def statements(report: Report, groups: tuple[int, ...] | None = None) -> list[dict[str, Any]]:
    """Every statement with its counts, over everyone and in each of these groups, by default in all."""
    numbers = tuple(group.id for group in report.groups) if groups is None else groups
    of_group = dict(zip(report.statements.tolist(), report.counts_by_group.swapaxes(0, 1).tolist(), strict=True))
    nobody = [[0, 0, 0]] * len(report.groups)
    return [
        {
            "id": one.id,
            "votes": one.votes,
            "agree": one.agree,
            "disagree": one.disagree,
            "passed": one.passed,
            "by_group": {str(number): _counts(of_group.get(one.id, nobody)[number - 1]) for number in numbers},
        }
        for one in report.all_statements()
    ]


def rounded(value: Any) -> Any:
    """Every broken number to the decimals that are promised, and no nought below nought."""
    if isinstance(value, float):
        return round(value, DECIMALS) + 0.0
    if isinstance(value, dict):
        return {key: rounded(one) for key, one in value.items()}
    return [rounded(one) for one in value] if isinstance(value, list | tuple) else value


def _counts(row: list[int]) -> dict[str, int]:
    return {"agree": row[AGREE], "disagree": row[DISAGREE], "passed": row[PASS]}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {name: _plain(one) for name, one in value._asdict().items()}
    return [_plain(one) for one in value] if isinstance(value, tuple) else value
