"""Participation runs future workshops with residents and carries their results into a city's integration concept."""
