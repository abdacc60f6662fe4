"""The web client's files, with the headers that keep foreign code out of it."""

from __future__ import annotations

from pathlib import Path

from aiohttp import web

# https://www.w3.org/TR/CSP3/ and https://www.w3.org/TR/trusted-types/
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",  # AES-IGE is WebAssembly
        "style-src 'self'",
        "img-src 'self' data: blob:",  # data: is for thumbnails, blob: for what was fetched over MTProto
        "media-src 'self' blob:",
        "font-src 'self'",
        "frame-src https:",  # apps of bots, each in a sandbox
        "connect-src 'self' blob:",
        "worker-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types svelte-trusted-html angarium-worker angarium-service-worker",
    )
)

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(self), geolocation=(self)",
}

FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
TYPES = {
    ".webmanifest": "application/manifest+json",
    ".wasm": "application/wasm",
    ".js": "text/javascript",
    ".woff2": "font/woff2",
}

UNBUILT = "This is an Angarium server. Its web client has not been built: run `make web`.\n"


class Site:
    """Serves the built web client; a page of its own for everything that is no file."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder.resolve() if folder is not None and folder.is_dir() else None

    async def serve(self, request: web.Request) -> web.StreamResponse:
        if self._folder is None:
            return web.Response(text=UNBUILT, status=200 if request.path == "/" else 404)
        path = request.match_info["path"]
        file = self._find(self._folder, path)
        if file is None:
            # Addresses inside the client are the client's business; a missing file is missing.
            if "." in path.rsplit("/", 1)[-1] or path.startswith("assets/"):
                return web.Response(text="Not found.\n", status=404)
            file = self._folder / "index.html"
        # Vite puts a hash of the content into the names of these.
        caching = FOR_EVER if path.startswith("assets/") else ASK_AGAIN
        headers = {"Cache-Control": caching}
        if kind := TYPES.get(file.suffix):
            headers["Content-Type"] = kind
        return web.FileResponse(file, headers=headers)

    @staticmethod
    def _find(folder: Path, path: str) -> Path | None:
        """The file of that name, if it lies within the folder."""
        try:
            file = (folder / path).resolve()
            return file if file.is_file() and file.is_relative_to(folder) else None
        except (OSError, ValueError):
            return None
