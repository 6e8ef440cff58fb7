"""Questions out to other programs' formats and in from them; what one can't hold is listed."""
