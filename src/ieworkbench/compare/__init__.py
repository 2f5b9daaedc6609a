"""What texts share and how they differ: whose words are in the plan, from two texts to many thousands.

Everything here is worked out from sources when it is asked for; nothing is kept. Words are compared
folded (small letters, no accents, no hyphens at line ends) and shown as they stand.
"""
