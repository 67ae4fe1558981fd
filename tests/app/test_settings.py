"""Settings: where they come from, and the one sentence that a wrong one gets."""

from ipaddress import ip_network
from pathlib import Path

import pytest

from app.settings import PREFIX, Settings, load
from crm.errors import SettingsError

DOCUMENT = Path(__file__).parents[2] / "docs" / "settings.md"


@pytest.fixture(autouse=True)
def bare_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder without acciones.toml, an environment without our variables, and Spanish."""
    import os

    for name in list(os.environ):
        if name.startswith(PREFIX):
            monkeypatch.delenv(name)
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "es_CL.UTF-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_defaults_need_nothing():
    settings = load()
    assert settings.database == "sqlite:///data/acciones.db"
    assert settings.trusted_networks == (ip_network("127.0.0.0/8"), ip_network("::1/128"))
    assert settings.sender == "bot@acciones.localhost"


def test_the_environment_wins_over_the_file(bare_place: Path, monkeypatch: pytest.MonkeyPatch):
    (bare_place / "acciones.toml").write_text('office_name = "Los Robles"\nsmtp_port = 2525\ntrusted_networks = ["10.0.0.0/8"]\n')
    monkeypatch.setenv("ACCIONES_SMTP_PORT", "2626")
    settings = load()
    assert (settings.office_name, settings.smtp_port) == ("Los Robles", 2626)
    assert settings.trusted_networks == (ip_network("10.0.0.0/8"),)


def test_networks_stand_with_commas_in_the_environment(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ACCIONES_TRUSTED_NETWORKS", "10.0.0.0/8, 192.168.1.0/24")
    assert load().trusted_networks == (ip_network("10.0.0.0/8"), ip_network("192.168.1.0/24"))


def test_a_secret_may_stand_in_a_file(bare_place: Path, monkeypatch: pytest.MonkeyPatch):
    (bare_place / "token").write_text("123456:the-secret\n")
    monkeypatch.setenv("ACCIONES_TELEGRAM_TOKEN_FILE", str(bare_place / "token"))
    settings = load()
    assert settings.telegram_token.get_secret_value() == "123456:the-secret"
    assert "the-secret" not in repr(settings)


def test_a_secret_in_a_variable_wins_over_one_in_a_file(bare_place: Path, monkeypatch: pytest.MonkeyPatch):
    (bare_place / "token").write_text("123456:the-old-secret\n")
    (bare_place / "acciones.toml").write_text('telegram_token_file = "token"\n')
    monkeypatch.setenv("ACCIONES_TELEGRAM_TOKEN", "123456:the-secret")
    assert load().telegram_token.get_secret_value() == "123456:the-secret"


def test_relative_paths_count_from_the_settings_file(bare_place: Path, monkeypatch: pytest.MonkeyPatch):
    office = bare_place / "office"
    office.mkdir()
    (office / "token").write_text("123456:the-secret\n")
    (office / "acciones.toml").write_text(
        'telegram_token_file = "token"\noffice_logo = "logo.png"\nprinters = "Oficina=tray,Bodega=/tray"\n', encoding="utf-8"
    )
    monkeypatch.setenv("ACCIONES_CONFIG", str(office / "acciones.toml"))
    settings = load()
    assert settings.telegram_token.get_secret_value() == "123456:the-secret"
    assert settings.database == f"sqlite:///{office}/data/acciones.db"
    assert settings.office_logo == office / "logo.png"
    assert settings.printers == {"Oficina": office / "tray", "Bodega": Path("/tray")}
    monkeypatch.setenv("ACCIONES_DATABASE_URL", "sqlite:///other.db")
    assert load().database_file == office / "other.db"
    monkeypatch.setenv("ACCIONES_DATABASE_URL", "postgresql://ana:a%40b@localhost/x")
    assert load().database == "postgresql://ana:a%40b@localhost/x"


@pytest.mark.parametrize(
    ("variable", "value", "sentence"),
    [
        ("ACCIONES_SMTP_PORT", "abc", "El ajuste «smtp_port» debe ser un puerto de 1 a 65535, o 0 para no recibir correo, y dice «abc»."),
        ("ACCIONES_ZONE", "America/Temuco", "El ajuste «zone» debe ser una zona horaria como America/Santiago, y dice «America/Temuco»."),
        (
            "ACCIONES_DATABASE_URL",
            "mysql://u:secreto@h/d",
            "El ajuste «database_url» debe ser sqlite:///archivo o postgresql://…; vacío: un archivo en data_dir.",
        ),
        ("ACCIONES_COUNTRY", "XX", "El ajuste «country» debe ser el país cuyos feriados cuentan, como CL; vacío: ninguno, y dice «XX»."),
        ("ACCIONES_SMPT_PORT", "25", "No existe el ajuste ACCIONES_SMPT_PORT; la lista está en docs/settings.md."),
        ("ACCIONES_CONFIG", "nowhere.toml", "ACCIONES_CONFIG nombra un archivo que no existe: nowhere.toml"),
        ("ACCIONES_TELEGRAM_TOKEN_FILE", "nowhere", "No se puede leer el archivo de «telegram_token_file»: nowhere"),
    ],
)
def test_a_wrong_setting_is_one_sentence(variable: str, value: str, sentence: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError) as wrong:
        load()
    assert str(wrong.value) == sentence


def test_an_unknown_key_in_the_file_is_named(bare_place: Path):
    (bare_place / "acciones.toml").write_text("smpt_port = 25\n")
    with pytest.raises(SettingsError, match="No existe el ajuste «smpt_port»"):
        load()


def test_the_sentence_is_english_on_an_english_system(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.setenv("ACCIONES_UNDO_MINUTES", "0")
    with pytest.raises(SettingsError, match="must be minutes that «Deshacer» works, from 1 to 1440, and it says “0”"):
        load()


def test_every_setting_is_documented_and_nothing_else():
    documented = {line.split("`")[1] for line in DOCUMENT.read_text().splitlines() if line.startswith("| `")}
    assert documented == set(Settings.model_fields)


def test_the_documented_defaults_are_the_real_ones():
    rows = [line.split(" | ") for line in DOCUMENT.read_text().splitlines() if line.startswith("| `")]
    for name, default, *_ in rows:
        field = Settings.model_fields[name.split("`")[1]]
        value = ", ".join(field.default) if isinstance(field.default, tuple) else field.default
        assert default.strip() == (f"`{value}`" if value not in ("", None) else "–"), name
