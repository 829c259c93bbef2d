"""What is fast enough, measured: each module prints one table, its figures beside a floor of the same run."""
