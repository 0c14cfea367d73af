"""One page builder for every report: HTML from a template and one style sheet."""
