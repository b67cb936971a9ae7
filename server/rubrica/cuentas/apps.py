from django.apps import AppConfig


class CuentasConfig(AppConfig):
    name = "rubrica.cuentas"
    label = "cuentas"
    verbose_name = "Cuentas"
