"""Ask and status by Telegram or short message: the steps and the ladder of the pages, message by message."""
