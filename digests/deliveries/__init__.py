"""Deliveries: what becomes of a message, how fast messages may go out, and the loop that sends them."""
