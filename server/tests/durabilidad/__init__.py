"""Nothing with a receipt is lost: the order of the kernel's calls, and kill -9 under load."""
