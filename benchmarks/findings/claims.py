"""What is claimed, what was measured, and the band in which the measurement is expected again."""
from dataclasses import dataclass


@dataclass
class Claim:
    text: str       # What the paper or its reader claims.
    value: float    # What was measured …
    low: float      # … and where it lies in the models that docs/findings.md reports, with room for noise.
    high: float
    holds: bool = True        # Whether the claim holds there; the band states the measurement either way.
    of_training: bool = True  # Whether it says something that no untrained model does.

    def is_met(self):
        return self.low <= self.value <= self.high

    def line(self):
        return f"{self.text}: {self.value:.3f} (band {self.low:g} to {self.high:g})"
