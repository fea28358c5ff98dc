"""The review screen, made of parts.

``screen.py`` is the Textual screen; ``desk.py`` holds what the parts share (session, widgets, mode,
messages, questions); ``parts.py`` lists the parts. Each part (``component.Component``) stands in the folder
of its task: ``finding`` (getting to a row), ``editing`` (changing the record), ``sound``, ``overview``
(status, help), ``renditions`` (the interpreter's renditions) and ``voices`` (who speaks).

How to add

* a **part**: one module in the folder of its task with a subclass of ``Component`` that states its
  ``ACTIONS`` (name, keys, group, modes), its ``WORDS`` (strings in English and Chinese, ``act.NAME`` for
  each action) and a method for each action; one line in ``parts.make_parts``. It overrides what it wants to
  be told (``moved``, ``rested``, ``edited`` …) and asks by ``desk.ask``, ``desk.choose``, ``desk.open``.
* a **mode**: a part with ``MODE = "name"``, the words ``mode.name``, a ``FOOTER``, actions with
  ``modes=("name",)`` and widgets given by ``panes``; ``desk.enter("name")`` switches to it and back
  (``desk.enter(LIST)``). Keys bound to nothing in that mode come to its ``take``. The screen has the mode's
  name as a CSS class, so a style sheet shows and hides panes.
* a **page** under the list: one module in ``tui/pages`` with a ``PageKind``; one line in ``PAGES``; the
  string ``page.NAME``.

Two rules hold for each part. A key is carried out only after everything that the key before did is done,
so nothing may wait for a widget's message. An action with ``edits=True`` runs only on a row that was
painted as the current one before the key arrived.
"""
