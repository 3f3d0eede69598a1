"""The partner contract, ``/api/partner/v1``: the platforms' operations as plain JSON calls.

What a call does, answers and remembers is exactly what the SOAP dialects do: both hand the same
commands to the same desk, so an operation sent through one door may be repeated through the other.
"""
