"""The shells of kilowit: Discord, command line, chat; and `bot.answer`, which reasons."""
