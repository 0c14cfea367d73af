"""The committee room: one module a panel, each laying its part of a Room onto a sheet."""
