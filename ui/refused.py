"""The one error that ends a command with a sentence instead of a traceback."""


class Refused(Exception):
    """A request that cannot be carried out; the text is fit to print."""
