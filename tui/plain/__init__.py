"""The review as a conversation: one row at a time, a prompt, one command a line.

Nothing is painted and no cursor is placed, so that screen readers and braille lines follow. The commands are
the keys of the review screen, or their names.

How to add a command: a method of the room that it belongs to (``moves``, ``edits``, ``looks``), and a line in
that room's ``COMMANDS``.
"""
