"""What every room stands on: scope, record, jobs, live, clock, files."""
