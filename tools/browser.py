"""Find a Chromium for the browser tests, or install Debian's where that can be done; say plainly which it was."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def browser() -> str | None:
    """Path of a Chromium on this machine, or None."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def install() -> str | None:
    """Try Debian's package, without asking and only as root; None where that cannot be done."""
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        return None
    quiet = {"env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, "capture_output": True, "timeout": 900}
    try:
        subprocess.run([apt, "update", "-qq"], check=True, **quiet)  # type: ignore[call-overload]
        subprocess.run(  # type: ignore[call-overload]
            [apt, "install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-dejavu-core"],
            check=True,
            **quiet,
        )
    except (subprocess.SubprocessError, OSError) as error:
        print(f"Debian's chromium could not be installed ({error}).", file=sys.stderr)
    return browser()


def main() -> int:
    found = browser() or install()
    if found is None:
        print("No Chromium here and none could be installed: the browser tests will say that they were skipped.")
    else:
        print(f"Browser tests use {found}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
