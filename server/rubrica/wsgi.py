"""The WSGI application of the service that SERVICIO names."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rubrica.settings")
application = get_wsgi_application()
