"""What Prometheus is told, on an address of its own: only where METRICS_ADDRESS names one is any of this imported.

Every process writes its numbers into files of its own; one of them, or a thread in a worker that runs alone, adds them
up for who asks. What lies in the database is read when it is asked for. No label holds a person or a word.
"""
