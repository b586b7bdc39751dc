import pytest

from service.answering.support import contradicts

BOUGHT = "Borlin bought the port from Nordlink in May."
SOLD = "The port was sold to the shipping company Nordlink in May."


@pytest.mark.parametrize(
    ("claim", "quotation"),
    [
        ("Nordlink sold the port.", BOUGHT),
        ("The port was sold by Nordlink to Borlin.", BOUGHT),
        ("Nordlink bought the port.", SOLD),
        ("The port was bought by Nordlink.", SOLD),
        ("Who bought the port?", SOLD),
        ("Talvia received tanks from Estmark.", "Estmark sent forty tanks to Talvia."),
        ("Estmark lent Talvia a ship.", "Talvia borrowed a ship from Estmark."),
        ("Who taught Ida Holm to row?", "Ida Holm learned to row from a guard."),
        ("Talvia was sent forty tanks.", "Estmark sent forty tanks to Talvia."),
        ("Talvia said that Estmark sent tanks.", "Estmark sent forty tanks to Talvia."),
    ],
)
def test_one_event_may_be_told_from_either_side(claim: str, quotation: str) -> None:
    assert not contradicts(claim, quotation)


@pytest.mark.parametrize(
    ("claim", "quotation"),
    [
        ("Borlin sold the port.", BOUGHT),
        ("Nordlink sold the port.", SOLD),
        ("Talvia might receive soldiers from Estmark.", "Talvia might send soldiers to Estmark."),
        ("What might Talvia receive from Estmark?", "Talvia might send soldiers to Estmark."),
        ("Ida Holm taught rowing.", "Ida Holm learned rowing from Jon Varga."),
        ("The old mayor sold the mill.", "The old mayor bought the mill from an old farmer."),
        ("Estmark received tanks.", "Estmark sent forty tanks to Talvia."),
    ],
)
def test_the_two_parties_do_not_change_places(claim: str, quotation: str) -> None:
    assert contradicts(claim, quotation)
