"""The portals' contract, ``/api/partner/v1/portal``: the cabinet's abilities for third parties.

The endpoints for one account are the cabinet's own, admitted in another way: by a token of OAuth 2,
whose scopes and whose portal's bindings say what may be done and for whom.
"""
