"""A Markdown record begins with one block of front matter between two lines `---`.

## Why
Site generators disagree about looser forms: a mark with blanks behind it, three dots as the end, a
second block. Where they see another header, they may publish what is not meant for the public.

## Bad
```markdown postmortem.md
# What we learned  <!-- here -->
```

## Good
```markdown runbooks/empty-search.md
---
title: The search finds nothing
owner: group:web
---

## Meaning

The index is empty.

## Mitigation

Build the index again.
```
"""
