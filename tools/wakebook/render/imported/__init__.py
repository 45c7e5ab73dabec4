"""An import's plan or report, for a person and for a program."""
