"""A package of its own, as one of the judges brings another of this name."""
