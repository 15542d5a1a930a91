"""Every write: verbs with an actor. See `dashboard.actions.action` for what each one does."""
