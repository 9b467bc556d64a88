# Stage 1 installs the pinned packages and builds the knowledge; stage 2 only runs it.
FROM python:3.11-slim-bookworm AS build
WORKDIR /app
RUN apt-get update && apt-get install --yes --no-install-recommends make gcc g++ && rm -rf /var/lib/apt/lists/*
COPY pyproject.toml constraints.txt requirements.hashes.txt Makefile README.md LICENSE ./
COPY bot ./bot
COPY index ./index
COPY knowledge ./knowledge
# LOCKED=1 takes only the very files whose SHA-256 stands in requirements.hashes.txt (x86-64 Linux).
ARG LOCKED=
RUN if [ -n "$LOCKED" ]; then python3 -m venv .venv \
      && .venv/bin/python -m pip install --quiet --require-hashes --no-deps --requirement requirements.hashes.txt; fi
# EXTRAS='[postgres]' adds the driver of a store (docs/scaling.md).
ARG EXTRAS=
RUN make install EXTRAS="$EXTRAS"
ENV KILOWIT_HOME=/data
RUN .venv/bin/kilowit build

FROM python:3.11-slim-bookworm
RUN apt-get update && apt-get install --yes --no-install-recommends libgomp1 && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --create-home kilowit
WORKDIR /app
COPY --from=build --chown=root:root /app /app
COPY --from=build --chown=kilowit:kilowit /data /data
ENV KILOWIT_HOME=/data PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 HF_HUB_OFFLINE=1
USER kilowit
VOLUME /data
HEALTHCHECK --interval=60s --timeout=20s --start-period=60s CMD ["kilowit", "status"]
# The token comes by file: docker run -e DISCORD_TOKEN_FILE=/run/secrets/discord_token ...
CMD ["kilowit", "run"]
