"""Text to values and back: files, strict YAML, front matter, git trees, edits by splicing bytes."""
