"""Drawing maps: the one list of drawn things that every picture, page and slide is made of."""
