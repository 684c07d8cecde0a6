# Two stages: the first has the tools, the second only what runs.
FROM python:3.13-slim AS build
WORKDIR /src
COPY pyproject.toml requirements.lock README.md LICENSE ./
COPY bot bot
COPY digests digests
RUN python -m venv /tools
RUN /tools/bin/pip install --no-cache-dir "uv==$(sed -n 's/^uv==\([0-9.]*\).*/\1/p' requirements.lock)"
RUN python -m venv --without-pip /venv
RUN /tools/bin/uv pip install --python /venv/bin/python --no-cache --constraint requirements.lock --build-constraint requirements.lock .

FROM python:3.13-slim
RUN useradd --create-home --uid 10001 yaowen && install -d -o yaowen /srv/yaowen/data
COPY --from=build /venv /venv
USER yaowen
WORKDIR /srv/yaowen
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 DATABASE_URL=sqlite:////srv/yaowen/data/yaowen.db
VOLUME /srv/yaowen/data
HEALTHCHECK --interval=60s --timeout=20s --start-period=60s CMD ["yaowen", "doctor", "--heartbeat"]
STOPSIGNAL SIGTERM
CMD ["yaowen", "run"]
