"""What a teacher prints: role cards, a sheet for the lesson, readings and a quiz."""
