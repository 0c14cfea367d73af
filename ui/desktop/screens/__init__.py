"""The screens beside the committee room: each a frozen value that lays itself out and ends in a value."""
