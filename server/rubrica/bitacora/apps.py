from django.apps import AppConfig


class BitacoraConfig(AppConfig):
    name = "rubrica.bitacora"
    label = "bitacora"
    verbose_name = "Bitácora"

    def ready(self) -> None:
        """Register the bitácora's own table as the first source of leaves."""
        from rubrica.bitacora import fuentes

        fuentes.registrar(fuentes.Fuente(nombre="asiento", tabla="bitacora_asiento"))
