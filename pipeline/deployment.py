"""The nightly deployment: `python -m pipeline.deployment HOME CRON …` tells the server of `PREFECT_API_URL` of it."""

import asyncio
import sys
from collections.abc import Sequence
from contextlib import suppress

from prefect.client.orchestration import get_client
from prefect.client.schemas.actions import WorkPoolCreate
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.exceptions import ObjectAlreadyExists
from prefect.types.entrypoint import EntrypointType

from pipeline.flows import run_due
from pipeline.schedule import WORK_POOL
from pipeline.settings import CHECKOUT


async def register(home: str, crons: Sequence[str]) -> None:
    """Due sources are milled at `crons` (UTC), one run at a time; a run that meets another is cancelled."""
    async with get_client() as client:
        with suppress(ObjectAlreadyExists):
            await client.create_work_pool(WorkPoolCreate(name=WORK_POOL, type="process"))
    deployment = await run_due.ato_deployment(
        "nightly",
        cron=list(crons),
        parameters={"home": home},
        concurrency_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW),
        work_pool_name=WORK_POOL,
        job_variables={"working_dir": str(CHECKOUT)},
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    await deployment.aapply()


if __name__ == "__main__":
    asyncio.run(register(sys.argv[1], sys.argv[2:]))
