"""A Bot API server on 127.0.0.1, strict where Telegram is strict, for the end-to-end tests and for trying the bot.

    scene    people, chats and topics that have always been there
    people   what people do: say, press, ask, block, let in, throw out; and what they see
    serve    `serving(telegram)`: HTTP on a free port
    methods  what the bot can call
    trouble  where pace and faults plug in
    state    what there is; updates: what the bot has not fetched yet

What is said and how it is refused follows Telegram: markup (HTML), rich, keyboards, links, detect.
"""
