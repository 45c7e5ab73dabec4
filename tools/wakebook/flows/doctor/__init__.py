"""The doctor: how what the gate rests on is set up, setting by setting, and what is weaker."""
