"""Releases: the data set as files, whole, and `latest` moved last."""

from pipeline.release.manifest import RECORDS, Acceptance, Release, latest_release
from pipeline.release.publishing import plan, publish, sweep_drafts

__all__ = ["RECORDS", "Acceptance", "Release", "latest_release", "plan", "publish", "sweep_drafts"]
