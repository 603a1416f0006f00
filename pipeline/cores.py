"""The cores that a process's numeric libraries take."""

import os

_SETTINGS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")


def keep_to_one_core() -> None:
    """One core for matrices, unless the environment says otherwise; of use before NumPy is imported.

    The processes of a run share the machine's cores already, and the models' small matrices lose by threads.
    """
    for name in _SETTINGS:
        os.environ.setdefault(name, "1")
