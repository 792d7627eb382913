"""Answers made small on their way: a roster of 200 officers goes out as a tenth of what it is."""

import gzip
import io
import secrets

from flask import Flask, Response, request

SMALLEST_BYTES = 1000  # below that the head of the answer weighs as much as what is saved
LEVEL = 5
MOST_PADDING = 100  # letters; hides from a listener what a page holds by its length (BREACH), as Django does it
TYPES = frozenset(
    {
        "text/html",
        "text/css",
        "text/plain",
        "text/csv",
        "text/javascript",
        "application/javascript",
        "application/json",
        "application/problem+json",
        "image/svg+xml",
    }
)


def add_compression(app: Flask) -> None:
    """Send text as gzip to browsers that take it. To be added before whatever else changes answers: it comes last."""
    app.after_request(_compress)


def _compress(response: Response) -> Response:
    if response.mimetype not in TYPES or response.status_code in (204, 206, 304):
        return response
    response.vary.add("Accept-Encoding")
    is_file = response.direct_passthrough
    if request.accept_encodings["gzip"] <= 0 or (response.is_streamed and not is_file):
        return response
    response.direct_passthrough = False  # a file of the interface is read whole
    body = response.get_data()
    if len(body) >= SMALLEST_BYTES:
        response.set_data(zipped(body))
        response.headers["Content-Encoding"] = "gzip"
        _weaken_etag(response)
    return response


def zipped(body: bytes) -> bytes:
    """The bytes as gzip, of a length that differs from call to call."""
    padding = "p" * secrets.randbelow(MOST_PADDING + 1)
    out = io.BytesIO()
    with gzip.GzipFile(filename=padding, mode="wb", compresslevel=LEVEL, fileobj=out, mtime=0) as packed:
        packed.write(body)
    return out.getvalue()


def _weaken_etag(response: Response) -> None:
    """The bytes are not those the tag was made of, what they say is."""
    tag, _ = response.get_etag()
    if tag:
        response.set_etag(tag, weak=True)
