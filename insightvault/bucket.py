"""Files in a bucket of an S3-compatible server, as a storage of Django's.

Loaded only where S3_BUCKET is set. Botocore alone, which AWS keeps, speaks the protocol: django-storages adds boto3, a
client for each thread (66 MB in a web process, where this one takes 22) and addresses that strangers can open. Here
files are given out by the application only.
"""

import errno
import logging
import os
import re
import tempfile
import threading
import time
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from functools import cached_property
from typing import IO, Any, cast

import botocore.session
from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectionError,
    HTTPClientError,
    IncompleteReadError,
    NoCredentialsError,
)
from django.conf import settings
from django.core.files import File
from django.core.files.storage import Storage
from django.utils.deconstruct import deconstructible

from sessions_memory import measures
from sessions_memory.files.trouble import ObjectRefused, StorageAway, StorageRefused

logger = logging.getLogger(__name__)

CONNECT_SECONDS, READ_SECONDS, ATTEMPTS = 2, 8, 2
CONNECTIONS = 10
# After it did not answer or refused, so long everybody else is told at once: their threads are for those who need no
# file. Then one may ask it again, and the others are told so until that one was answered.
REST_SECONDS = 5
ASKING_SECONDS = ATTEMPTS * (CONNECT_SECONDS + READ_SECONDS)
# Of a file that is being given out; more lies on the disk, without a name.
MEMORY_BYTES = 1 << 20
# So little that one read of a slow line takes only a few answers, each of which may take READ_SECONDS.
READ_BYTES = 4096
# For one whole file.
FETCH_SECONDS = 60
# None of ours is greater, but for attached files where more is allowed; which also may have been so before.
OBJECT_MAX_BYTES = 100_000_000
MEGABYTE = 1_000_000
DELETED_AT_ONCE = 1000
NOT_FOUND, TOO_MANY, BROKEN, FULL = 404, 429, 500, 507
# As MinIO, Ceph and others say that nothing more fits in.
FULL_CODES = ("XMinioStorageFull", "QuotaExceeded", "InsufficientStorage")
CODE_MAX_CHARS = 60
NOT_OF_A_WORD = re.compile(r"\W")
# All other errors of botocore's are about what it was given.
SILENT = (HTTPClientError, ConnectionError, IncompleteReadError)


@deconstructible
class Bucket(Storage):
    def __init__(
        self, *, name: str, endpoint_url: str, region: str, access_key: str, secret_key: str, addressing: str
    ) -> None:
        self._name = name
        self._server = {"endpoint_url": endpoint_url or None, "region_name": region or None}
        self._keys = {"aws_access_key_id": access_key or None, "aws_secret_access_key": secret_key or None}
        self._addressing = addressing
        self._making = threading.Lock()
        self._resting = threading.Lock()
        self._away_until = 0.0

    @property
    def is_away(self) -> bool:
        return time.monotonic() < self._away_until

    def check(self) -> None:
        """Raises StorageRefused, or StorageAway."""
        with self._asked():
            self._list_one()

    def exists(self, name: str) -> bool:
        try:
            self._head(name)
        except FileNotFoundError:
            return False

        return True

    def size(self, name: str) -> int:
        return int(self._head(name)["ContentLength"])

    def get_modified_time(self, name: str) -> datetime:
        return cast(datetime, self._head(name)["LastModified"])

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        start = f"{path}/" if path else ""
        folders: list[str] = []
        files: list[str] = []

        with self._asked():
            pages = self._client.get_paginator("list_objects_v2")
            for page in pages.paginate(Bucket=self._name, Prefix=start, Delimiter="/"):
                folders += [each["Prefix"][len(start) : -1] for each in page.get("CommonPrefixes", ())]
                files += [each["Key"][len(start) :] for each in page.get("Contents", ())]

        return folders, files

    def delete(self, name: str) -> None:
        with self._asked(for_one=True):
            self._client.delete_object(Bucket=self._name, Key=name)

    def delete_all(self, names: Collection[str]) -> None:
        """Those that are there."""
        objects = [{"Key": name} for name in names]
        for start in range(0, len(objects), DELETED_AT_ONCE):
            some = objects[start : start + DELETED_AT_ONCE]
            with self._asked():
                answer = self._client.delete_objects(Bucket=self._name, Delete={"Objects": some, "Quiet": True})

            if left := answer.get("Errors"):
                raise StorageRefused(_plain(left[0].get("Code", "")))

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """Names are ours, and what has one already is meant to be replaced."""
        return name

    def _open(self, name: str, mode: str = "rb") -> File[bytes]:
        """Fetched whole before it is given out: no line is held by whoever reads it slowly."""
        content = tempfile.SpooledTemporaryFile(MEMORY_BYTES, dir=str(settings.FILE_UPLOAD_TEMP_DIR))  # noqa: SIM115
        try:
            with self._asked(for_one=True):
                self._fetch(name, content)
        except BaseException:
            content.close()
            raise

        content.seek(0)
        return File(cast(IO[bytes], content), name)

    def _save(self, name: str, content: File[bytes]) -> str:
        content.seek(0)
        with self._asked(for_one=True):
            # Not the file of Django's: it counts as empty where it has no name.
            self._client.put_object(Bucket=self._name, Key=name, Body=content.file)

        return name

    def _fetch(self, name: str, content: IO[bytes]) -> None:
        until = time.monotonic() + FETCH_SECONDS
        room = max(OBJECT_MAX_BYTES, settings.ATTACHMENT_MB * MEGABYTE)

        with closing(self._client.get_object(Bucket=self._name, Key=name)["Body"]) as body:
            while piece := body.read(READ_BYTES):
                room -= len(piece)
                if room < 0:
                    # One such object is no reason to leave all others alone.
                    logger.error("an object of the bucket is too large to be ours")
                    raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
                if time.monotonic() > until:
                    raise self._away("slow")
                content.write(piece)

    def _head(self, name: str) -> dict[str, Any]:
        with self._asked(for_one=True):
            return cast(dict[str, Any], self._client.head_object(Bucket=self._name, Key=name))

    @contextmanager
    def _asked(self, *, for_one: bool = False) -> Iterator[None]:
        """`for_one`: one object. Raises FileNotFoundError, StorageAway, or the OSError of a full disk."""
        asking_until = self._begin()
        try:
            yield
        except ClientError as error:
            raise self._told(error, for_one=for_one) from error
        except NoCredentialsError as error:
            # Only a new one looks for keys again.
            self._forget_client()
            raise self._refused(type(error).__name__) from error
        except SILENT as error:
            raise self._away(type(error).__name__) from error
        except BotoCoreError as error:
            raise self._refused(type(error).__name__) from error
        finally:
            self._end(asking_until)

    def _begin(self) -> float:
        """Until when the others are told that it is away, for this one asks; 0 if they may ask, too."""
        with self._resting:
            if self.is_away:
                raise StorageAway
            if self._away_until:
                self._away_until = time.monotonic() + ASKING_SECONDS

            return self._away_until

    def _end(self, asking_until: float) -> None:
        """It was answered, unless a rest has begun since."""
        with self._resting:
            if self._away_until == asking_until:
                self._away_until = 0.0

    def _rest(self) -> None:
        with self._resting:
            self._away_until = time.monotonic() + REST_SECONDS

    def _told(self, error: ClientError, *, for_one: bool) -> OSError:
        status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", BROKEN)
        code = _plain(error.response.get("Error", {}).get("Code", status))
        if status == FULL or code in FULL_CODES:
            return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        if status == TOO_MANY or status >= BROKEN:
            return self._away(code)
        if status == NOT_FOUND and code != "NoSuchBucket":
            return FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        if for_one and self._lets_in():
            # No reason to leave all others alone.
            logger.error("the bucket refused one object: %s", code)
            return ObjectRefused(code)

        return self._refused(code)

    def _lets_in(self) -> bool:
        try:
            self._list_one()
        except (BotoCoreError, ClientError):
            return False

        return True

    def _list_one(self) -> None:
        self._client.list_objects_v2(Bucket=self._name, MaxKeys=1)

    def _refused(self, code: str) -> StorageRefused:
        self._rest()
        logger.error("the bucket refused: %s", code)
        return StorageRefused(code)

    def _away(self, why: str) -> StorageAway:
        self._rest()
        measures.listener.outage(measures.FILES)
        logger.warning("the file storage does not answer: %s", why)
        return StorageAway(why)

    @property
    def _client(self) -> Any:
        # Of all threads that ask first, one makes it.
        with self._making:
            return self._made

    def _forget_client(self) -> None:
        with self._making:
            self.__dict__.pop("_made", None)

    @cached_property
    def _made(self) -> Any:
        config = Config(
            connect_timeout=CONNECT_SECONDS,
            read_timeout=READ_SECONDS,
            retries={"total_max_attempts": ATTEMPTS, "mode": "standard"},
            max_pool_connections=CONNECTIONS,
            s3={"addressing_style": self._addressing},
            # Servers that are not Amazon's know few of its newer checksums.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        try:
            return botocore.session.Session().create_client("s3", config=config, **self._server, **self._keys)
        except BotoCoreError:
            raise
        except ValueError as error:
            raise self._refused("InvalidEndpoint") from error


def _plain(code: object) -> str:
    """What a server gives may be anything."""
    return NOT_OF_A_WORD.sub("", str(code)[: 2 * CODE_MAX_CHARS])[:CODE_MAX_CHARS]
