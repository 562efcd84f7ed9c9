"""`manage.py benchmark NAME`: each measures the vault in processes and data of its own, beside what is in use.

The benchmarks are the modules and packages with a SUMMARY.
"""
