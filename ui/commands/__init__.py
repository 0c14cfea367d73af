"""The commands, one module a subject: each adds its parsers, and imports what takes time when it is called."""
