from django.apps import AppConfig


class CuentasConfig(AppConfig):
    name = "rubrica.cuentas"
    label = "cuentas"
    verbose_name = "Cuentas"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        from rubrica.cuentas.sesiones import al_entrar

        user_logged_in.connect(al_entrar, dispatch_uid="cuentas.al_entrar")
