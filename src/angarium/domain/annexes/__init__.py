"""What messages refer to and share with their copies: polls, to-do lists, web pages, as one viewer sees them."""
