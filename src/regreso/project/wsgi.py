"""Pages and API: served as WSGI by granian (decision: a page under ASGI costs six times the processor)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regreso.project.settings")
application = get_wsgi_application()
