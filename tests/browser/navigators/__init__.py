"""What people do in the browser, in their words; a journey reads as a story."""
