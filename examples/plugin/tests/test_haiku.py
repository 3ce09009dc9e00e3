"""Both kinds obey gonogo's laws, and a few texts by hand."""

import gonogo_example_haiku  # noqa: F401 (registers the kinds, also where the package is not installed)
import pytest

import gonogo
from gonogo.testing.audit import audit_kind
from gonogo.testing.laws import break_laws

KINDS = ["example:haiku", "example:count.hashtags"]


@pytest.mark.parametrize("kind", KINDS)
def test_laws(kind):
    assert break_laws(kind) == []


@pytest.mark.parametrize("kind", KINDS)
def test_audit(kind):
    report = audit_kind(kind, n=60)
    assert report.passed, report.to_dict()


def test_a_poem_of_another_shape():
    cinquain = gonogo.parse({"kind": "example:haiku", "pattern": [2, 4, 6, 8, 2]})
    assert cinquain.check("Winter\nThe pond is still\nA leaf lies on the ice\nNobody comes to look at it\nTill spring")
    assert not cinquain.check("Winter")


def test_hashtags_within_a_scope():
    last = {"kind": "example:count.hashtags", "amount": {"low": 1}, "scope": {"where": "last", "of": "line"}}
    assert gonogo.parse(last).check("Salt dries.\n#sea")
    assert not gonogo.parse(last).check("#sea\nSalt dries.")
