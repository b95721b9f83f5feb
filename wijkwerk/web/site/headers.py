"""Puts the headers internet.nl asks for on every answer, and checks an answer against the same rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps

from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

ALWAYS = {
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(
        f"{power}=()"
        for power in (
            "accelerometer",
            "autoplay",
            "browsing-topics",
            "camera",
            "display-capture",
            "fullscreen",
            "geolocation",
            "gyroscope",
            "magnetometer",
            "microphone",
            "midi",
            "payment",
            "publickey-credentials-get",
            "usb",
        )
    ),
}
# What other sites may show or read: it knows no person, and does nothing.
OPEN = {name: value for name, value in ALWAYS.items() if name != "X-Frame-Options"} | {
    "Cross-Origin-Resource-Policy": "cross-origin"
}
UNSAFE_WORDS = (
    "'unsafe-inline'",
    "'unsafe-eval'",
    "'unsafe-hashes'",
    "'strict-dynamic'",
    "*",
    "http:",
    "https:",
    "data:",
)
NEEDED_DIRECTIVES = ("default-src", "base-uri", "form-action", "frame-ancestors")
A_YEAR = 31_536_000


class SafeHeaders:
    """Gives each answer the headers of ALWAYS, HSTS over https, and no-store where a person is signed in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        always = OPEN if getattr(request, "is_for_other_sites", False) else ALWAYS
        for name, value in always.items():
            response.headers[name] = value
        if settings.SESSION_COOKIE_SECURE:
            response.headers.setdefault(
                "Strict-Transport-Security", f"max-age={settings.SECURE_HSTS_SECONDS}; includeSubDomains"
            )
        if getattr(request, "is_for_one_person", False):
            response.headers["Cache-Control"] = "no-store"
        return response


def for_other_sites(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let other sites show this answer in a frame or read it. Only for what is public and does nothing."""

    @wraps(view)
    @csp_replace({"frame-ancestors": ["*"]})
    def opened(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        request.is_for_other_sites = True  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    return opened


def faults_of(
    headers: Mapping[str, str], *, is_https: bool, is_for_one_person: bool, is_for_other_sites: bool = False
) -> list[str]:
    """What internet.nl (and our own no-store rule) would say against this answer; empty when all is well."""
    needed = OPEN if is_for_other_sites else ALWAYS
    faults = [f"{name} is missing" for name in needed if not headers.get(name)]
    policy = _directives(headers.get("Content-Security-Policy", ""))
    if is_for_other_sites:
        policy["frame-ancestors"] = []
    faults += [f"CSP has no {name}" for name in NEEDED_DIRECTIVES if name not in policy]
    faults += [f"CSP {name} allows {word}" for name, words in policy.items() for word in words if word in UNSAFE_WORDS]
    if policy.get("default-src") not in (["'none'"], ["'self'"]):
        faults.append("CSP default-src is wider than 'self'")
    if headers.get("X-Content-Type-Options") != "nosniff":
        faults.append("X-Content-Type-Options is not nosniff")
    if not is_for_other_sites and headers.get("X-Frame-Options") != "DENY":
        faults.append("X-Frame-Options is not DENY")
    if headers.get("Referrer-Policy") not in ("no-referrer", "same-origin"):
        faults.append("Referrer-Policy tells other sites where people come from")
    if is_https and _max_age(headers.get("Strict-Transport-Security", "")) < A_YEAR:
        faults.append("Strict-Transport-Security is shorter than a year")
    if is_for_one_person and headers.get("Cache-Control") != "no-store":
        faults.append("a page for one person may be kept by a cache")
    return faults


def _directives(policy: str) -> dict[str, list[str]]:
    parts = [part.split() for part in policy.split(";")]
    return {words[0]: words[1:] for words in parts if words}


def _max_age(value: str) -> int:
    ages = [part.strip().removeprefix("max-age=") for part in value.split(";") if part.strip().startswith("max-age=")]
    return int(ages[0]) if ages and ages[0].isdigit() else 0
