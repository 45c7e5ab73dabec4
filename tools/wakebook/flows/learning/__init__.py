"""What follows an incident: who owes a post-mortem until when, and a draft of it."""
