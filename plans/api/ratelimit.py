"""How many requests a caller may make: PLANAPI_RATE_ANONYMOUS for each address, PLANAPI_RATE_USER for each account.

Counted for all processes of a machine together, in windows of PLANAPI_RATE_WINDOW seconds, and told with every answer as
in draft-ietf-httpapi-ratelimit-headers: `RateLimit-Policy: "anonymous";q=6000;w=60`, `RateLimit: "anonymous";r=5999;t=41`.
"""

import time
from functools import cache
from ipaddress import ip_address, ip_network
from pathlib import Path
from tempfile import gettempdir

from django.conf import settings
from django.utils.crypto import salted_hmac
from rest_framework.exceptions import Throttled

from plans.api.counters import SharedCounters


def count_request(request, user, amount=1):
    """Counts a request for its caller; raises Throttled if that is too much. `tell_limits` gives its answer the headers."""
    policy = "user" if user else "anonymous"
    limit, window = settings.PLANAPI_RATE_LIMITS[policy], settings.PLANAPI_RATE_WINDOW
    if not limit:
        return
    number, passed = divmod(int(time.time()), window)
    made = counters().add(f"user:{user.pk}" if user else f"address:{address_of(request)}", number, amount)
    wait = window - passed
    request.rate_limit = {
        "RateLimit-Policy": f'"{policy}";q={limit};w={window}',
        "RateLimit": f'"{policy}";r={max(limit - made, 0)};t={wait}',
    }
    if made > limit:
        raise Throttled(wait, f"More than {limit} requests in {window} seconds.")


def tell_limits(request, response):
    for name, value in getattr(request, "rate_limit", {}).items():
        response[name] = value


@cache
def counters():
    """One file for each installation: the processes of one have the same secret key."""
    name = salted_hmac("plans.api.ratelimit", "counters").hexdigest()[:24]
    return SharedCounters(Path(gettempdir()) / f"planapi-{name}")


def address_of(request):
    """Who asks: the address of the connection, or, behind PLANAPI_PROXIES of our own, what the first of them saw."""
    address, proxies = request.META.get("REMOTE_ADDR", ""), settings.PLANAPI_PROXIES
    if proxies and (forwarded := request.META.get("HTTP_X_FORWARDED_FOR")):
        hops = forwarded.split(",")
        address = hops[-min(proxies, len(hops))].strip()
    return household(address)


def household(address):
    """The address, or of an IPv6 address the network, since one line has more of them than could ever be counted.

    >>> household("203.0.113.7"), household("::ffff:203.0.113.7"), household("203.0.113.7:4711")
    ('203.0.113.7', '203.0.113.7', '203.0.113.7')
    >>> household("2001:db8:1:2:3:4:5:6"), household("[2001:db8:1:2::9]:443"), household("unknown")
    ('2001:db8:1:2::/64', '2001:db8:1:2::/64', 'unknown')
    """
    bare = address
    if address.startswith("["):
        bare = address[1:].partition("]")[0]
    elif address.count(":") == 1:
        bare = address.partition(":")[0]
    try:
        ip = ip_address(bare)
    except ValueError:
        return address[:60]
    if ip.version == 6 and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    return str(ip if ip.version == 4 else ip_network((ip, 64), strict=False))
