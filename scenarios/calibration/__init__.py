"""Calibration: which values of the judged numbers let the quarters come out as the record has them."""
