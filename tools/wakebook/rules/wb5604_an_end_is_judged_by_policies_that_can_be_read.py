"""An end is judged by policies that can be read, and by those of today.

## Why
A policy with a mistake in it demands nothing, and neither does one that was not there yet. Until
somebody mends it everything would close; and whoever names the log file after a day of last year
would be judged by what held then.

## Bad
```yaml policies/tests/approvals.yaml
- case: The closure policy has a mistake in it
  incident: {did: [closed]}
  unread: [closure]
  expect: waiting  # <- here
```

## Good
```yaml policies/tests/approvals.yaml
- case: Lines are taken all the same
  incident: {did: [appended]}
  unread: [closure]
  expect: not-needed
```
"""

GATE = True
