"""Measurements that print ratios within one run: ours against a peer, ours against a limit."""
