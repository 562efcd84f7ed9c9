"""Programs that run inside a benchmark's vault, with its settings: `python -m insightvault.benchmarks.programs.NAME`.

They fill it or time it from within; who starts them stands outside and reads what they print.
"""
