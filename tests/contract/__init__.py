"""The laws of the `Storage` port. Every engine keeps them: another engine is another parameter of `database_url`."""
