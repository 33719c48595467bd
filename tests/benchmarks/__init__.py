"""What Aikagi's speed is, beside something else in the same run. `make bench` prints it."""
