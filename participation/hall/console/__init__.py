"""What the moderator's console is drawn from: one read model for each part of the page, and its words."""
