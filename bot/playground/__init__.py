"""A local Telegram, to try the bot without a token and to test it from end to end."""
