"""acciones.toml: written whole or not at all, for its owner's eyes only."""

import json
import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from app.speech import say
from crm.errors import SettingsError


def exists(path: Path) -> SettingsError:
    """The one sentence for a file that is there already."""
    return SettingsError(
        say(f"{path} ya existe; con --force se reemplaza.", f"{path} exists already; --force replaces it."),
    )


def write(path: Path, values: Mapping[str, Any], *, force: bool) -> None:
    """Write settings with mode 0600; SettingsError where the file exists and `force` is not given, or cannot be written."""
    try:
        handle, name = tempfile.mkstemp(dir=path.absolute().parent, prefix=".acciones-", suffix=".toml")  # 0600 from its first moment
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text(values))
                file.flush()
                os.fsync(file.fileno())
            if force:
                Path(name).replace(path)
            else:
                os.link(name, path)  # unlike a rename it never replaces what somebody else wrote in the meantime
        finally:
            with suppress(FileNotFoundError):
                Path(name).unlink()
    except FileExistsError:
        raise exists(path) from None
    except OSError as error:
        raise SettingsError(
            say(f"No se puede escribir {path}: {error.strerror}", f"{path} cannot be written: {error.strerror}"),
        ) from error


def text(values: Mapping[str, Any]) -> str:
    """Settings as TOML: strings and whole numbers."""
    head = say(
        "# Lo escribió «acciones init»; docs/settings.md dice qué más se puede ajustar.",
        "# Written by “acciones init”; docs/settings.md lists what else can be set.",
    )
    return "\n".join([head, *(f"{name} = {_value(value)}" for name, value in values.items())]) + "\n"


def _value(value: str | int) -> str:
    """A JSON string is a TOML string, but for DEL, which TOML wants escaped."""
    return str(value) if isinstance(value, int) else json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
