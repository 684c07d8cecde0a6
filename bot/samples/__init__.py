"""Invented news for the demo: one TOML file an outlet, read by `bot.samples.outlets`."""
