"""One file a command: parse, call, print, return a number."""
