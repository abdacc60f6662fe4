"""What a group or channel is, who may do what in it, and how one viewer sees it."""
