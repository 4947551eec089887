"""A small host for the protocol: a terminal, `http.client` and a clock. Nothing else imports it."""
