"""Publishing the status site: which files there are, and which of them have to be made anew."""
