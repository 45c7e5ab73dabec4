"""Frozen values and the arithmetic over them; nothing here touches a file, clock or process."""
