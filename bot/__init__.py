"""Zhaiyao (摘要): a Telegram bot that distributes digests of new arXiv papers."""
