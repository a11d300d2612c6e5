"""Array functions over counts and a calendar; they never see SQL or prose."""
