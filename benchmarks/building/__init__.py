"""What a build costs, beside other builders on the same records."""
