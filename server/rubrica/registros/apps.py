from django.apps import AppConfig


class RegistrosConfig(AppConfig):
    name = "rubrica.registros"
    label = "registros"
    verbose_name = "Registros"

    def ready(self) -> None:
        """Recepción writes one row: that row is its own asiento, so it is a source of leaves."""
        from rubrica.bitacora import fuentes

        fuentes.registrar(fuentes.Fuente(nombre="registro", tabla="registros_registro"))
