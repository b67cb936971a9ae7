"""The WSGI application of the service that SERVICIO names."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rubrica.settings")
application = get_wsgi_application()
if os.environ.get("SERVICIO") == "recepcion":
    from rubrica.recepcion.wsgi import con_puerta

    application = con_puerta(application)  # type: ignore[assignment]
