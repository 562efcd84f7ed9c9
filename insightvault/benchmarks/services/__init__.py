"""Programs of others that a vault of many nodes stands on, from Debian's packages: each in a folder of the benchmark's.

PostgreSQL as primary and standby, PgBouncer in transaction mode and HAProxy, with the settings that
docs/deployment.md names; `s3` is a bucket, from the registry of Python. What is done to them, and what people see of
it, is said by the benchmarks.
"""
