"""Methods about accounts: signing in, devices, profiles, contacts."""
