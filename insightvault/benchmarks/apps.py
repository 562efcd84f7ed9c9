from django.apps import AppConfig


class BenchmarksConfig(AppConfig):
    name = "insightvault.benchmarks"
