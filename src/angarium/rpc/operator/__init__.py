"""What the operator lays down, recommends and shows to people."""
