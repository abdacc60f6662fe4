-- What the app behind a key said of itself in the account that it has left: some do not say it again when they sign in anew.
ALTER TABLE auth_key ADD COLUMN device BYTEA;
