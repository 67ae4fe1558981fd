"""Time zones: which of Chile's four holds at a place, and any zone of the world by the name of its city. Pure, offline.

The eastern border is a line of some sixty points, good to a few kilometres: who stands next to a limit is asked instead of guessed at
(docs/decisions/0011-time-zones-by-place.md).
"""

from bisect import bisect
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from babel.dates import get_timezone_location

from crm.text import fold

SANTIAGO, COYHAIQUE, PUNTA_ARENAS, EASTER = "America/Santiago", "America/Coyhaique", "America/Punta_Arenas", "Pacific/Easter"
CHILE = (SANTIAGO, PUNTA_ARENAS, COYHAIQUE, EASTER)
AYSEN, MAGALLANES = -43.7, -48.75  # southern latitudes at which those regions begin
DOUBT = 0.15  # degrees beside a limit between two zones: some 17 km
_WEST = -82.0  # Juan Fernández and the Desventuradas lie east of it
_EASTER = ((-30.0, -24.0), (-111.0, -104.0))  # with Sala y Gómez
# The border from north to south: at that latitude Chile reaches east to that longitude.
_BORDER = (
    (-17.5, -69.47), (-18.3, -69.0), (-19.0, -68.45), (-20.0, -68.6), (-21.0, -68.2), (-22.0, -67.9), (-22.8, -67.2), (-24.0, -67.3),
    (-25.0, -68.4), (-26.0, -68.5), (-27.0, -68.3), (-28.0, -69.4), (-29.0, -69.9), (-30.0, -69.9), (-31.0, -70.4), (-32.0, -70.2),
    (-33.0, -69.95), (-34.3, -69.8), (-35.0, -70.35), (-36.0, -70.4), (-36.5, -71.0), (-37.0, -71.15), (-38.0, -70.95), (-38.8, -70.85),
    (-39.5, -71.45), (-40.0, -71.7), (-41.0, -71.85), (-42.0, -71.85), (-43.2, -71.75), (-43.65, -71.68), (-44.0, -71.8), (-44.5, -71.3),
    (-45.0, -71.35), (-45.5, -71.4), (-46.0, -71.65), (-46.55, -71.68), (-47.0, -71.95), (-47.5, -72.3), (-48.5, -72.35), (-49.0, -72.75),
    (-49.3, -73.1), (-50.0, -73.45), (-50.6, -73.1), (-51.0, -72.3), (-51.4, -72.3), (-51.6, -72.32), (-51.7, -72.2), (-51.98, -71.9),
    (-52.0, -70.0), (-52.15, -69.5), (-52.4, -68.43), (-52.6, -68.61), (-54.87, -68.61), (-54.92, -66.4), (-56.6, -66.4),
)  # fmt: skip
_SOUTHWARD = [-latitude for latitude, _ in _BORDER]


def of_place(latitude: float, longitude: float) -> tuple[str, ...]:
    """The zone of a place in Chile; both where it lies next to a limit, none where it lies outside."""
    (south, north), (west, east) = _EASTER
    if south <= latitude <= north and west <= longitude <= east:
        return (EASTER,)
    if not _BORDER[-1][0] < latitude < _north_end(longitude) or not _WEST <= longitude <= _reaches(latitude):
        return ()
    return tuple(dict.fromkeys((_region(latitude + DOUBT), _region(latitude - DOUBT))))


def _north_end(longitude: float) -> float:
    """Where Peru begins at that longitude: from the sea (18.35° S, 70.38° W) to where three countries meet."""
    (top, east), (foot, west) = _BORDER[0], (-18.35, -70.38)
    return foot + (top - foot) * min(max((longitude - west) / (east - west), 0.0), 1.0)


def _reaches(latitude: float) -> float:
    """How far east Chile reaches at that latitude."""
    at = bisect(_SOUTHWARD, -latitude)
    (north, first), (south, last) = _BORDER[at - 1], _BORDER[at]
    return first + (last - first) * (north - latitude) / (north - south)


def _region(latitude: float) -> str:
    if latitude >= AYSEN:
        return SANTIAGO
    return COYHAIQUE if latitude >= MAGALLANES else PUNTA_ARENAS


@cache
def _cities(language: str) -> dict[str, str]:
    """Every zone's city as people write it, folded, to its name; `America/Lima` itself counts too."""
    found: dict[str, str] = {}
    for key in sorted(available_timezones()):
        area, _, city = key.partition("/")
        if not city or area in ("Etc", "SystemV", "posix", "right", "US", "Canada", "Chile", "Brazil", "Mexico"):
            continue
        named = city_of(key, language)
        for name in (named, key.rpartition("/")[2].replace("_", " "), key):
            found.setdefault(fold(name), key)
    return found


def city_of(key: str, language: str) -> str:
    """«Nueva York» of America/New_York."""
    return str(get_timezone_location(ZoneInfo(key), locale=language, return_city=True))


def zones_called(text: str, language: str, most: int = 6) -> list[str]:
    """The zones whose city a text names, one of that very name alone; else those that begin with it, America's first, then the others."""
    wanted, cities = fold(text), _cities(language)
    if len(wanted) < 2:
        return []
    if wanted in cities:
        return [cities[wanted]]
    hold = [(not name.startswith(wanted), not key.startswith("America/"), key) for name, key in cities.items() if wanted in name]
    return list(dict.fromkeys(key for _, _, key in sorted(hold)))[:most]
