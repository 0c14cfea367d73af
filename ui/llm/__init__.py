"""Language models at the table: what they are shown and may choose, how they are asked, and what is kept of it."""
