"""How well the search answers, over knowledge bases of many sizes."""
