from django.apps import AppConfig


class CuentasConfig(AppConfig):
    name = "rubrica.cuentas"
    label = "cuentas"
    verbose_name = "Cuentas"

    def ready(self) -> None:
        from django.apps import apps
        from django.contrib.auth.signals import user_logged_in

        from rubrica.cuentas import ecos
        from rubrica.cuentas.sesiones import al_entrar

        user_logged_in.connect(al_entrar, dispatch_uid="cuentas.al_entrar")
        if apps.is_installed("allauth.account"):
            ecos.conectar()
        if apps.is_installed("allauth.mfa"):
            ecos.conectar_factores()
