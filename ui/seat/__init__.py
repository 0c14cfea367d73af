"""What a seat is shown and may do, as plain data: one content for the window, the browser and the wire."""
