"""What people write of themselves, in one form."""

import pytest

from crm.checks import mail_address, phone_number, rut_number
from crm.errors import InvalidValueError


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("76.123.456-0", "76.123.456-0"),
        ("761234560", "76.123.456-0"),
        (" 76123456-0 ", "76.123.456-0"),
        ("076.123.456–0", "76.123.456-0"),
        ("RUT: 76.123.456-0", "76.123.456-0"),
        ("7.654.321-6", "7.654.321-6"),
        ("1000005-k", "1.000.005-K"),
    ],
)
def test_a_rut_is_kept_in_one_form(said, kept):
    assert rut_number(said) == kept


def test_a_wrong_check_digit_is_told_with_the_right_one():
    with pytest.raises(InvalidValueError) as error:
        rut_number("76.123.456-1")
    assert (error.value.field, error.value.expected) == ("check digit", "0")


@pytest.mark.parametrize("said", ["", "hola", "12", "76.123.456.789-0", "K", "١٢٣٤٥٦٧٨-٩"])
def test_what_is_no_rut_is_refused(said):
    with pytest.raises(InvalidValueError) as error:
        rut_number(said)
    assert error.value.field == "rut"


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("+56 9 8765 4321", "+56 9 8765 4321"),
        ("987654321", "+56 9 8765 4321"),
        ("09 8765 4321", "+56 9 8765 4321"),
        ("(2) 2345 6789", "+56 2 2345 6789"),
        ("+34 612 345 678", "+34 612 34 56 78"),
    ],
)
def test_a_phone_is_kept_in_one_form(said, kept):
    assert phone_number(said) == kept


@pytest.mark.parametrize("said", ["no tiene", "12", "98765432198765", "9876-4321 / 8765-4321"])
def test_what_is_no_phone_is_refused(said):
    with pytest.raises(InvalidValueError):
        phone_number(said)


def test_a_mail_address_is_kept_in_lower_case():
    assert mail_address(" Ana@Empresa.CL ") == "ana@empresa.cl"
