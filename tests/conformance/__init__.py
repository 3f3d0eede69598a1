"""The conformance pack: the scenarios of ``docs/conformance``, unchanged, through every facade."""
