"""An incident closes after the issues that it is linked to.

## Why
An issue on a forge that the log links to (`rel: ticket`) is work that the incident left behind.
Closed over an open one, nobody looks there any more. What the forge did not tell, or another host
would have to, is unknown and never taken for closed; a link that does not belong there is taken
back with a correction.

## Bad
```yaml policies/tests/approvals.yaml
- case: An issue is still open
  author: user:ana
  incident: {did: [closed], severity: [SEV3], tickets: {"github:shop/app#12": open}}
  reviews: [{by: user:ben, says: approved}]
  expect: met  # <- here
```

## Good
```yaml policies/tests/approvals.yaml
- case: The issue is closed
  author: user:ana
  incident: {did: [closed], severity: [SEV3], tickets: {"github:shop/app#12": closed}}
  reviews: [{by: user:ben, says: approved}]
  expect: met
- case: Nobody knows about the issue
  author: user:ana
  incident: {did: [closed], severity: [SEV3], tickets: {"github:shop/app#12": unknown}}
  reviews: [{by: user:ben, says: approved}]
  expect: unknown
  because: WB5603
```
"""

GATE = True
