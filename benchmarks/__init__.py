"""Speed and memory of the mill, each beside a peer in the same run: `python -m benchmarks`."""
