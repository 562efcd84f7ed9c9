FROM python:3.13-slim

# pg_dump, for `manage.py backup` on PostgreSQL; it reads servers up to its own version, 17.
RUN apt-get update \
    && apt-get install -y --no-install-recommends postgresql-client \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --home-dir /app --shell /usr/sbin/nologin insightvault \
    && install -d -m 700 -o insightvault -g insightvault /data

WORKDIR /app
# EXTRAS="-r requirements-meaning.txt": with an encoder, for recall by meaning without a server.
ARG EXTRAS=""
COPY requirements.txt requirements-s3.txt requirements-meaning.txt ./
RUN pip install --no-cache-dir --upgrade pip setuptools \
    && pip install --no-cache-dir -r requirements.txt -r requirements-s3.txt $EXTRAS
COPY . .
RUN python -m compileall -q insightvault chat sessions_memory

ENV PYTHONUNBUFFERED=1 HOST=0.0.0.0 PORT=8000 DATA_DIR=/data
USER insightvault
VOLUME /data
EXPOSE 8000
# Asks by a name that ALLOWED_HOSTS admits.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=6 CMD ["python", "-c", "\
import os, urllib.request as u; \
host = os.environ.get('ALLOWED_HOSTS', 'localhost').split(',')[0].strip().lstrip('.'); \
url = 'http://127.0.0.1:' + os.environ['PORT'] + '/readyz'; \
u.urlopen(u.Request(url, headers={'Host': host}), timeout=4)"]
CMD ["python", "manage.py", "serve"]
