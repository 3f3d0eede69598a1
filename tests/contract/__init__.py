"""Tests of what others see: SOAP, REST and their documents, as a foreign client would use them."""
