"""The recipe of the small CTC model: a second engine that hears the demo hearings as a witness.

``python -m samples.recipes ctc train|convert|evaluate`` is the way in; torch and sherpa-onnx come from the
recipes' own environment and are imported when a command needs them.
"""

from __future__ import annotations


def main(argv: list[str]) -> int:
    """Run the CTC recipe's command and return an exit code."""
    from samples.recipes.ctc.commands import main as run

    return run(argv)
