"""Editions: when a subscription's next digest is due, and which stories it tells."""
