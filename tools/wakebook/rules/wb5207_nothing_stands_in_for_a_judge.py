"""No file stands in for another one that judges.

## Why
A second `CODEOWNERS` in another folder, or a folder that differs from `policies` only in its letter
case, hides the first one on some host or system. What was judged here would not be what counts
there.

## Bad
```yaml policies/tests/approvals.yaml
- case: A second file of code owners
  paths: [docs/CODEOWNERS]
  shadows: [.github/CODEOWNERS and docs/CODEOWNERS hide one another; keep one of them]
  reviews: [{by: user:ana, says: approved}]
  expect: met  # <- here
```

## Good
```yaml policies/tests/approvals.yaml
- case: The only file of code owners
  paths: [.github/CODEOWNERS]
  reviews: [{by: user:ana, says: approved}]
  expect: met
```
"""

GATE = True
