"""Values to text: findings, pages, messages."""
