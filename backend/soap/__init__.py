"""The SOAP doors: one thin facade for each dialect. Spyne and its WSGI bridge stay in here."""
