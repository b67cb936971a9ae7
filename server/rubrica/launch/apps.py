from django.apps import AppConfig


class LaunchConfig(AppConfig):
    """Commands that prepare an installation; it has no tables."""

    name = "rubrica.launch"
    label = "launch"
