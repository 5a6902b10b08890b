"""The evaluation: question sets, their checker, runs and reports."""
