"""Many recordings: plan, run, resume, report.

A batch is a plan (``finding``, ``manifest``, ``planning``), a ledger on the disk (``ledger``), engines in
processes of their own (``child``, ``engine_process``, ``pool``; ``cluster`` for other machines), one loop
(``running``) and a report. It knows recordings by paths and hashes; sound is opened by the engine processes
alone. How a path becomes a job is told from above (``JobMaker``), so that the commands and the batch make
theirs in the same way.
"""
