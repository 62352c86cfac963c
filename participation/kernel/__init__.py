"""What every feature stands on: database session, transaction, clock, identifiers, errors, after-commit events."""
