"""The readers of files in TOML, CSV and JSON. No other module parses these formats."""
