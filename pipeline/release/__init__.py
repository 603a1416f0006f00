"""Releases: the data set as files, whole, and `latest` moved last."""

from pipeline.release.manifest import RECORDS, Acceptance, Release, chain, latest_release
from pipeline.release.publishing import Plan, plan, publish, sweep_drafts

__all__ = ["RECORDS", "Acceptance", "Plan", "Release", "chain", "latest_release", "plan", "publish", "sweep_drafts"]
