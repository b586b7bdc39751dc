# syntax=docker/dockerfile:1
FROM python:3.11-slim-bookworm AS build
# What is installed here stays in this stage; Debian's current point release is wanted, not a frozen one.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends build-essential cmake git \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /app
# An image may run on another CPU than the one it is built on: native code only if asked for.
ARG GGML_NATIVE=OFF
ENV CMAKE_ARGS="-DGGML_NATIVE=${GGML_NATIVE} -DLLAMA_BUILD_TOOLS=OFF -DLLAMA_BUILD_EXAMPLES=OFF -DLLAMA_BUILD_TESTS=OFF -DLLAMA_BUILD_SERVER=OFF -DLLAVA_BUILD=OFF -DMTMD_BUILD=OFF"
COPY requirements.lock .
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --no-deps --extra-index-url https://download.pytorch.org/whl/cpu torch==2.13.0 \
    && /venv/bin/pip install --no-cache-dir --no-deps --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE byline.py ./
COPY index index
COPY prompts prompts
COPY service service
COPY eval eval
RUN /venv/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.11-slim-bookworm
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends libgomp1 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home --uid 10001 byline \
    && install -d -o byline -g byline /data
COPY --from=build /venv /venv
ENV PATH=/venv/bin:$PATH BYLINE_HOME=/data PYTHONUNBUFFERED=1
USER 10001
# The models (1.1 GB) and the index: pulled and built once, kept between containers.
VOLUME /data
# Other machines can reach a container, so it needs BYLINE_API_KEY, or BYLINE_API_KEY_FILE for a mounted secret.
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["sh", "-c", "byline models pull && exec byline serve --host 0.0.0.0 --port 8000"]
