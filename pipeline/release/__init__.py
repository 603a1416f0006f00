"""Releases: the data set as files, whole, and `latest` moved last."""

from pipeline.release.publishing import RECORDS, Release, latest_release, publish, sweep_drafts

__all__ = ["RECORDS", "Release", "latest_release", "publish", "sweep_drafts"]
