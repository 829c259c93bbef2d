"""Sending to Telegram: one delivery is one API call."""
