"""What has to be followed up: actions, deadlines and reviews, by the records and the clock."""
