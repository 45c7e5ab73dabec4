"""What the follow-up says: issues, reminders, digests and feeds."""
