"""Which zone holds at a place in Chile, and which one the name of a city means."""

import pytest

from crm.zones import COYHAIQUE, EASTER, PUNTA_ARENAS, SANTIAGO, of_place, zones_called

PLACES = {
    "Arica": (-18.48, -70.32, SANTIAGO),
    "Visviri": (-17.6, -69.48, SANTIAGO),
    "San Pedro de Atacama": (-22.91, -68.2, SANTIAGO),
    "Santiago": (-33.45, -70.66, SANTIAGO),
    "Juan Fernández": (-33.64, -78.83, SANTIAGO),
    "Lonquimay": (-38.43, -71.23, SANTIAGO),
    "Futaleufú": (-43.19, -71.87, SANTIAGO),
    "Melinka": (-43.9, -73.75, COYHAIQUE),
    "Balmaceda": (-45.91, -71.7, COYHAIQUE),
    "Chile Chico": (-46.54, -71.72, COYHAIQUE),
    "Villa O'Higgins": (-48.47, -72.56, COYHAIQUE),
    "Puerto Edén": (-49.14, -74.42, PUNTA_ARENAS),
    "Puerto Natales": (-51.73, -72.5, PUNTA_ARENAS),
    "Porvenir": (-53.3, -70.37, PUNTA_ARENAS),
    "Puerto Williams": (-54.93, -67.61, PUNTA_ARENAS),
    "Hanga Roa": (-27.15, -109.43, EASTER),
}
ABROAD = {
    "Tacna": (-18.01, -70.25),
    "Lima": (-12.05, -77.04),
    "Salta": (-24.8, -65.4),
    "Mendoza": (-32.89, -68.84),
    "Bariloche": (-41.13, -71.31),
    "Los Antiguos": (-46.55, -71.62),
    "El Chaltén": (-49.33, -72.89),
    "Río Gallegos": (-51.62, -69.22),
    "Ushuaia": (-54.8, -68.3),
    "nowhere": (0.0, 0.0),
    "the pole": (-90.0, 180.0),
}


@pytest.mark.parametrize(("latitude", "longitude", "zone"), PLACES.values(), ids=PLACES)
def test_a_place_in_chile_has_its_zone(latitude, longitude, zone):
    assert of_place(latitude, longitude) == (zone,)


@pytest.mark.parametrize(("latitude", "longitude"), ABROAD.values(), ids=ABROAD)
def test_a_place_beyond_the_border_has_none(latitude, longitude):
    assert of_place(latitude, longitude) == ()


def test_next_to_a_limit_both_zones_may_be_meant():
    assert of_place(-43.62, -71.8) == (SANTIAGO, COYHAIQUE)  # Palena
    assert of_place(-48.8, -74.0) == (COYHAIQUE, PUNTA_ARENAS)


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("nueva york", "es", ["America/New_York"]),
        ("New York", "en", ["America/New_York"]),
        ("Córdoba", "es", ["America/Argentina/Cordoba"]),
        ("america/lima", "es", ["America/Lima"]),
        ("pascua", "es", ["Pacific/Easter"]),
        ("santo", "es", ["America/Santo_Domingo", "Africa/Sao_Tome"]),
        ("x", "es", []),
        ("🦆" * 500, "es", []),
    ],
)
def test_a_city_is_found_by_its_name(text, language, found):
    assert zones_called(text, language) == found
