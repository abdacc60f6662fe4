"""What happens to a server in its own process when the worst comes. `make drill` lets it come more often."""
