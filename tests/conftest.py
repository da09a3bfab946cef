"""How long laws are tried: the same examples at every run, so that a red test is red for everybody.

``--hypothesis-profile=soak`` tries other ones every time, and many more.
"""

from hypothesis import HealthCheck, settings

settings.register_profile("same", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("soak", deadline=None, max_examples=5_000, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("same")
