"""What the bot says and how it looks: composed, fitted to Telegram's limits, rendered."""
