"""What `yaowen` can be told to do, one module a command; `bot.__main__` reads the words and calls them."""
