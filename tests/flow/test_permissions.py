"""Who may do what: the whole matrix."""

import pytest

from crm.model import Role
from crm.permissions import MAY, Deed, may

EVERYTHING = {(role, own) for role in Role for own in (True, False)}


def test_every_role_is_in_the_table():
    assert set(MAY) == EVERYTHING


@pytest.mark.parametrize("deed", [Deed.SEE, Deed.ACT, Deed.HAND_OVER])
@pytest.mark.parametrize("role", list(Role))
def test_ones_own_is_for_everybody_and_the_rest_for_supervisors_and_administrators(role, deed):
    assert may(role, deed, own=True)
    assert may(role, deed, own=False) == (role is not Role.STAFF)
