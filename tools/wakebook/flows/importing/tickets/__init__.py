"""What importers of service desks share: rows of tickets become the course of an incident."""
