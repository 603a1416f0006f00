"""A unit file for systemd, by which `casemill schedule` outlives logins and reboots: systemd.exec(5)."""

import sys
from getpass import getuser

from pipeline.settings import CHECKOUT, Settings

_UNIT = """\
# casemill schedule --systemd | sudo tee /etc/systemd/system/casemill.service
# sudo systemctl daemon-reload && sudo systemctl enable --now casemill
[Unit]
Description=casemill: scheduled runs
Wants=network-online.target
After=network-online.target

[Service]
Type=exec
User={user}
WorkingDirectory={checkout}
Environment=PYTHONDONTWRITEBYTECODE=1
ExecStart={python} -m pipeline.cli --home {home} schedule --port {port}
Restart=on-failure
RestartSec=60
# As Ctrl-C: a run in the middle is ended, and the next one finishes its work.
KillMode=mixed
KillSignal=SIGINT
SuccessExitStatus=130
TimeoutStopSec=60

NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=read-only
ReadWritePaths={home}
PrivateTmp=yes
PrivateDevices=yes
ProtectControlGroups=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
RestrictSUIDSGID=yes
LockPersonality=yes

[Install]
WantedBy=multi-user.target
"""


def unit_file(settings: Settings, *, port: int) -> str:
    """The unit of a service that schedules the home as the current user, and may write nowhere else."""
    return _UNIT.format(
        user=getuser(),
        checkout=str(CHECKOUT).replace("%", "%%"),
        python=_quoted(sys.executable),
        home=_quoted(str(settings.home)),
        port=port,
    )


def _quoted(path: str) -> str:
    for sign, escaped in (("\\", "\\\\"), ('"', '\\"'), ("%", "%%"), ("$", "$$")):
        path = path.replace(sign, escaped)
    return f'"{path}"'
