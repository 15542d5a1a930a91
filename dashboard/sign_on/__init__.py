"""Log-in by OpenID Connect, where the environment names a provider; imported nowhere else.

`wanted` reads what the environment says. `tokens` proves what a provider says, `provider` asks it.
Whose account that is, is decided in `actions/accounts.py`.
"""
