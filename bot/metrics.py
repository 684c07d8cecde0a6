"""Figures for a monitor over HTTP: `/metrics` in Prometheus's text form, `/healthz` for whoever restarts us."""

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

from aiohttp import web

from digests.clock import Clock
from digests.errors import StorageError, YaowenError
from digests.models import NANO, Stats, Usage
from digests.pipeline.metering import MeteredModel
from digests.ports import Storage

# https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_SILENT = timedelta(minutes=2)
"""The service notes that it is alive every half minute."""

_SOURCES = 50


class CannotListen(YaowenError):
    """The address of METRICS_LISTEN is taken, or none of this machine's."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One line: a metric, what tells it from the others of its name, and its value."""

    name: str
    value: float
    labels: tuple[tuple[str, str], ...] = ()


@asynccontextmanager
async def serve_metrics(
    listen: tuple[str, int], storage: Storage, model: MeteredModel | None, clock: Clock
) -> AsyncIterator[int]:
    """Answer on `listen` (host and port; 0 takes a free one) until it is left; gives the port.

    Raises `CannotListen`.
    """
    answers = _Answers(storage, model, clock)
    application = web.Application()
    application.add_routes([web.get("/metrics", answers.metrics), web.get("/healthz", answers.health)])
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        site = web.TCPSite(runner, *listen)
        try:
            await site.start()
        except OSError as error:
            raise CannotListen(f"METRICS_LISTEN cannot be listened on ({error.strerror or error})") from error
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()


@dataclass(frozen=True, slots=True)
class _Answers:
    storage: Storage
    model: MeteredModel | None
    clock: Clock

    async def metrics(self, request: web.Request) -> web.Response:
        del request
        samples = list(stats_samples(await self.storage.service.stats(self.clock.now())))
        if self.model is not None:
            usage = await self.storage.usage.usage(self.model.day(self.clock.now()), limit=_SOURCES)
            samples += usage_samples(usage, self.model.purse.budget_nusd)
        return web.Response(body=exposition(samples).encode(), headers={"Content-Type": CONTENT_TYPE})

    async def health(self, request: web.Request) -> web.Response:
        """200 while the service beats and its database answers, else 503 and why."""
        del request
        try:
            beat = await self.storage.service.last_beat()
        except StorageError:
            return web.Response(status=503, text="the database does not answer\n")
        if beat is None or abs(self.clock.now() - beat) > _SILENT:
            return web.Response(status=503, text="the service gave no sign of life for two minutes\n")
        return web.Response(text="ok\n")


def stats_samples(stats: Stats) -> Iterator[Sample]:
    """The service's figures; what counts the last 24 hours says so in its name."""
    for state, count in sorted(stats.subscriptions.items()):
        yield Sample("yaowen_subscriptions", count, (("state", state.value),))
    yield Sample("yaowen_sources", stats.sources)
    yield Sample("yaowen_sources_failing", stats.sources_failing)
    yield Sample("yaowen_articles_last_day", stats.articles_24h)
    yield Sample("yaowen_stories_last_day", stats.stories_24h)
    yield Sample("yaowen_editions_last_day", stats.editions_24h)
    for name in ("sent", "failed", "blocked", "unknown"):
        yield Sample("yaowen_deliveries_last_day", getattr(stats.deliveries_24h, name), (("state", name),))
    yield Sample("yaowen_deliveries_waiting", stats.waiting)


def usage_samples(usage: Usage, budget_nusd: int | None) -> Iterator[Sample]:
    """What the model cost today, by purpose and by source, and how its sentences stood the check."""
    for purpose, spent in sorted(usage.by_purpose.items()):
        labels = (("purpose", purpose),)
        yield Sample("yaowen_model_calls_today", spent.calls, labels)
        yield Sample("yaowen_model_input_tokens_today", spent.input_tokens, labels)
        yield Sample("yaowen_model_output_tokens_today", spent.output_tokens, labels)
        yield Sample("yaowen_model_cost_usd_today", spent.cost_nusd / NANO, labels)
    for source, cost_nusd in usage.by_source:
        yield Sample("yaowen_model_source_cost_usd_today", cost_nusd / NANO, (("source", source),))
    if budget_nusd is not None:
        yield Sample("yaowen_model_budget_usd_a_day", budget_nusd / NANO)
    yield Sample("yaowen_summaries_today", usage.stories)
    yield Sample("yaowen_summaries_failed_today", usage.failed)
    yield Sample("yaowen_sentences_today", usage.sentences)
    yield Sample("yaowen_sentences_replaced_today", usage.replaced)


def exposition(samples: Sequence[Sample]) -> str:
    """The samples as Prometheus reads them: those of one name together, each name with its type."""
    lines: list[str] = []
    for name in dict.fromkeys(sample.name for sample in samples):
        lines.append(f"# TYPE {name} gauge")
        lines += [_line(sample) for sample in samples if sample.name == name]
    return "".join(f"{line}\n" for line in lines)


def _line(sample: Sample) -> str:
    labels = ",".join(f'{name}="{_escaped(value)}"' for name, value in sample.labels)
    value = int(sample.value) if sample.value == int(sample.value) else sample.value
    return f"{sample.name}{{{labels}}} {value}" if labels else f"{sample.name} {value}"


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
