"""Opens the port, with nothing imported that is slow: who comes while the server loads waits instead of being refused."""

import errno
import ipaddress
import socket

from service.errors import PortInUseError, ServiceError, UnguardedError
from service.settings import ServiceSettings


def is_loopback(host: str) -> bool:
    """Tells whether an address to listen on can be reached from this machine only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def listen(settings: ServiceSettings, host: str, port: int) -> socket.socket:
    """Returns a socket that listens; port 0 takes a free one.

    Raises:
        UnguardedError: other machines could reach the address, and there is no API key.
        PortInUseError: another program listens there.
        ServiceError: the address cannot be listened on.
    """
    if not is_loopback(host) and not settings.keys:
        raise UnguardedError(
            f"Other machines could reach {host}, and there is no key to keep them out. Set BYLINE_API_KEY, or "
            "BYLINE_API_KEY_FILE to a file with a key a line; or listen on 127.0.0.1."
        )
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PortInUseError(
                f"Another program listens on port {port} of {host}. Stop it, or choose another port with --port."
            ) from None
        raise ServiceError(
            f"Cannot listen on port {port} of {host}: {error.strerror}. Choose others with --host and --port."
        ) from None
