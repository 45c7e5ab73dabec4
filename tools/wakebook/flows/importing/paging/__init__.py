"""What importers of on-call tools and alerts share."""
