"""Calls to GitHub's REST API: time-outs, limits, repeats, pages and entity tags.

What is read is asked again after a failure, with growing pauses. What is written is sent once:
where its answer got lost, ``LostError`` says so, and the caller looks before it writes again.
The session is github3.py's. Repeats are tenacity's, whose clock can be replaced; urllib3's own
``Retry`` cannot wait for ``x-ratelimit-reset``, knows no limit behind a 403, and would repeat
before anything of ours could look at the answer.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar
from urllib.parse import urlencode, urlsplit

from wakebook import __version__
from wakebook.adapters.github.answer import Answer
from wakebook.adapters.github.clock import Clock, written
from wakebook.adapters.github.errors import (
    HostError,
    LimitedError,
    LostError,
    RefusedError,
    UnansweredError,
    UnreadableError,
)

T = TypeVar("T")
_MOST_BYTES = 32 * 2**20
_MOST_PAGES = 100
_CHUNK = 65536


@dataclass(frozen=True)
class Patience:
    """How long to wait for what, in seconds; ``tries`` counts calls, the first one included.

    ``pause`` is the longest pause of a limit that is waited for, ``between_writes`` what GitHub's
    best practices ask for.
    """

    connect: float = 4
    read: float = 10
    whole: float = 30
    pause: float = 90
    between_writes: float = 1
    tries: int = 4


class Wire:
    """One connection to the API below ``api``, for one caller after another."""

    def __init__(self, api: str, authorization: str, clock: Clock, patience: Patience) -> None:
        from github3.session import GitHubSession  # type: ignore[import-untyped]

        self.api, self.clock, self.patience = api.rstrip("/"), clock, patience
        self._secret = authorization.partition(" ")[2]
        self._session = GitHubSession(patience.connect, patience.read)
        self._session.auth = _Authorization(authorization)
        self._session.headers.update(
            {
                "Accept": "application/vnd.github+json",
                "User-Agent": f"wakebook/{__version__}",
                "X-GitHub-Api-Version": "2022-11-28",
            }
        )
        self._kept: dict[str, Answer] = {}
        self._quiet_until, self._limits, self._last_write = 0.0, 0, 0.0

    @property
    def token(self) -> str:
        """The token, for git: it goes into no message and no argument."""
        return self._secret

    def close(self) -> None:
        """Let go of the connection."""
        self._session.close()

    def get(self, path: str, **query: str | int) -> Answer:
        """Read; asked again while the host fails or a short limit lasts.

        Raises HostError; the answer's status is 200.
        """
        url = self._url(path, query)
        return self._repeated(partial(self._read_or_keep, url), self._may_pass)

    def pages(self, path: str, most: int | None = None, /, **query: str | int) -> Iterator[Answer]:
        """The pages of a list, each asked for when it is wanted; UnreadableError beyond ``most``.

        They are never kept: a page can stay as it is, entity tag and all, while another follows it.
        """
        url = self._url(path, {"per_page": 100, **query})
        most = most or _MOST_PAGES
        for _ in range(most):
            page = self._repeated(partial(self._read, url), self._may_pass)
            yield page
            following = page.link("next")
            if following is None:
                return
            url = self._ours(following)
        raise UnreadableError(f"{path} has more than {most} pages at GitHub; it is not read")

    def everything(
        self, path: str, kind: type[T], most: int | None = None, /, **query: str | int
    ) -> list[T]:
        """The items of all pages; raises UnreadableError where pages are missing at the end."""
        pages = list(self.pages(path, most, **query))
        last = pages[0].link("last")
        wanted = _page(last) if last else 1
        if len(pages) < wanted:
            raise UnreadableError(
                f"GitHub gave {len(pages)} of {wanted} pages of {path}; read it again"
            )
        return [item for page in pages for item in page.read(list[kind])]  # type: ignore[valid-type]

    def write(self, method: str, path: str, body: Mapping[str, object]) -> Answer:
        """Write once, a second after the write before; a refusal by a limit is waited for.

        Raises LostError where the answer got lost, and HostError for what GitHub did not do.
        """

        def once() -> Answer:
            self._rest(self._last_write + self.patience.between_writes - self.clock.now())
            try:
                return self._good(self._call(method, self._url(path, {}), json=body))
            except UnansweredError as error:
                raise LostError(f"{error}; whether it was carried out is not known") from error
            finally:
                self._last_write = self.clock.now()

        return self._repeated(once, self._is_short)

    def settled(self, once: Callable[[], T]) -> T:
        """Make something so, by a deed that looks before it writes: again if an answer got lost.

        Raises LostError if the last try was lost as well.
        """
        return self._repeated(once, lambda error: isinstance(error, LostError))

    def _repeated(self, once: Callable[[], T], again: Callable[[BaseException], bool]) -> T:
        """Run again after some errors, with growing pauses; a limit has a pause of its own."""
        from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt
        from tenacity.wait import wait_exponential_jitter

        growing = wait_exponential_jitter(initial=1, max=8, jitter=1)

        def pause(state: RetryCallState) -> float:
            error = state.outcome.exception() if state.outcome else None
            return 0 if isinstance(error, LimitedError) else growing(state)

        retrying = Retrying(
            sleep=self._rest,
            stop=stop_after_attempt(self.patience.tries),
            wait=pause,
            retry=retry_if_exception(again),
            reraise=True,
        )
        return retrying(once)

    def _is_short(self, error: BaseException) -> bool:
        """Whether an error is a limit that is worth waiting for."""
        now = self.clock.now()
        return isinstance(error, LimitedError) and error.until - now <= self.patience.pause

    def _may_pass(self, error: BaseException) -> bool:
        """Whether reading once more may help."""
        return isinstance(error, UnansweredError) or self._is_short(error)

    def _read(self, url: str) -> Answer:
        return self._good(self._call("GET", url))

    def _read_or_keep(self, url: str) -> Answer:
        """An answer, or the one of before where its entity tag (RFC 9110) still holds."""
        kept = self._kept.get(url)
        if kept is None:
            answer = self._read(url)
        else:
            tag = {"If-None-Match": kept.headers["etag"]}
            answer = self._call("GET", url, headers=tag)
            answer = kept if answer.status == 304 else self._good(answer)
        if "etag" in answer.headers:
            self._kept[url] = answer
        return answer

    def _call(self, method: str, url: str, **how: Any) -> Answer:
        """One call, when the host wants to be called; every status is an answer but 5xx."""
        self._wait_for_quiet()
        asked = f"{method} {urlsplit(url).path}"
        answer = self._sent(method, url, asked, **how)
        pause = answer.pause(self.clock.now(), self._limits)
        if pause is not None:
            self._limits += 1
            self._quiet_until = self.clock.now() + pause
            raise self._limited()
        self._limits = 0
        if answer.status >= 500:
            raise UnansweredError(f"GitHub failed at {asked} (status {answer.status})")
        return answer

    def _sent(self, method: str, url: str, asked: str, **how: Any) -> Answer:
        from requests import RequestException, Timeout
        from urllib3.exceptions import HTTPError, TimeoutError  # noqa: A004 - urllib3's name

        end = time.monotonic() + self.patience.whole
        try:
            with self._session.request(
                method, url, stream=True, allow_redirects=False, **how
            ) as reply:
                body = _body(reply.raw, end, asked)
                headers = {name.casefold(): value for name, value in reply.headers.items()}
                return Answer(asked, reply.status_code, headers, body)
        except HostError:
            raise
        except (Timeout, TimeoutError) as error:
            raise UnansweredError(
                f"GitHub did not answer {asked} within {self.patience.read:g} s"
            ) from error
        except (RequestException, HTTPError, OSError) as error:
            host = urlsplit(self.api).netloc
            raise UnansweredError(f"{host} could not be reached for {asked}") from error

    def _good(self, answer: Answer) -> Answer:
        if 200 <= answer.status < 300:
            return answer
        words = answer.words.replace(self._secret, "***")
        said = f": {words}" if words else ""
        hint = _HINTS.get(answer.status, "")
        message = f"GitHub refuses {answer.asked} with status {answer.status}{said}{hint}"
        raise RefusedError(message, answer.status)

    def _wait_for_quiet(self) -> None:
        left = self._quiet_until - self.clock.now()
        if left > self.patience.pause:
            raise self._limited()
        self._rest(left)

    def _limited(self) -> LimitedError:
        when = written(self._quiet_until)
        return LimitedError(
            f"GitHub allows no calls until {when}; run again then", self._quiet_until
        )

    def _rest(self, seconds: float) -> None:
        if seconds > 0:
            self.clock.sleep(seconds)

    def _url(self, path: str, query: Mapping[str, str | int]) -> str:
        url = str(self._session.build_url(path.lstrip("/"), base_url=self.api))
        return f"{url}?{urlencode(query)}" if query else url

    def _ours(self, url: str) -> str:
        """The address of a next page, which must not lead to anybody else with our token."""
        if not url.startswith(f"{self.api}/"):
            raise UnreadableError(
                f"GitHub's next page lies at {urlsplit(url).netloc}, not below {self.api}; not read"
            )
        return url


_HINTS = {
    301: "; the repository has moved: name it as it is called now",
    401: "; the token is wrong or has expired",
    403: "; the token lacks a permission that this needs",
    404: "; there is no such thing, or the token may not see it",
}


class _Authorization:
    """Sets the header that proves who calls, and never shows it."""

    def __init__(self, value: str) -> None:
        self._value = value

    def __call__(self, request: Any) -> Any:
        request.headers["Authorization"] = self._value
        return request


def _body(raw: Any, end: float, asked: str) -> bytes:
    """The body as it comes in; a time-out for each piece alone would wait for ever on a drip."""
    body = bytearray()
    while piece := raw.read1(_CHUNK, decode_content=True):
        body += piece
        if len(body) > _MOST_BYTES:
            raise UnreadableError(f"GitHub's answer to {asked} is longer than {_MOST_BYTES} bytes")
        if time.monotonic() > end:
            raise UnansweredError(f"GitHub's answer to {asked} came too slowly to wait for its end")
    return bytes(body)


def _page(url: str) -> int:
    from urllib.parse import parse_qs

    number = parse_qs(urlsplit(url).query).get("page", ["1"])[0]
    return int(number) if number.isdigit() else 1
