"""The ASGI application: mounts the REST and SOAP doors and the built cabinet."""
