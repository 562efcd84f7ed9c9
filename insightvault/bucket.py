"""Files in a bucket of an S3-compatible server, as a storage of Django's.

Loaded only where S3_BUCKET is set. Botocore alone, which AWS keeps, speaks the protocol: django-storages adds boto3, a
client for each thread (66 MB in a web process, where this one takes 22) and addresses that strangers can open. Here
files are given out by the application only.
"""

import errno
import logging
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from typing import IO, Any, cast

import botocore.session
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError, PartialCredentialsError
from django.conf import settings
from django.core.files import File
from django.core.files.storage import Storage
from django.utils.deconstruct import deconstructible

from sessions_memory import measures
from sessions_memory.files.trouble import StorageAway

logger = logging.getLogger(__name__)

CONNECT_SECONDS, READ_SECONDS, ATTEMPTS = 2, 8, 2
CONNECTIONS = 10
# After it did not answer, so long everybody else is told at once: their threads are for those who need no file. Then
# one may ask it again, and the others are told so until that one was answered.
REST_SECONDS = 5
ASKING_SECONDS = ATTEMPTS * (CONNECT_SECONDS + READ_SECONDS)
# Of a file that is being given out; more lies on the disk, without a name.
MEMORY_BYTES, READ_BYTES = 1 << 20, 1 << 16
DELETED_AT_ONCE = 1000
NOT_FOUND, TOO_MANY, BROKEN, FULL = 404, 429, 500, 507
# As MinIO, Ceph and others say that nothing more fits in.
FULL_CODES = ("XMinioStorageFull", "QuotaExceeded", "InsufficientStorage")


class BucketRefused(StorageAway):
    """It answers, and does not let this vault in: its message is the code that it gave."""


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
        self._away_until = 0.0

    @property
    def is_away(self) -> bool:
        return time.monotonic() < self._away_until

    def check(self) -> None:
        """Raises BucketRefused, or StorageAway."""
        with self._asked():
            self._client.list_objects_v2(Bucket=self._name, MaxKeys=1)

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
        with self._asked():
            self._client.delete_object(Bucket=self._name, Key=name)

    def delete_all(self, names: Collection[str]) -> None:
        """Those that are there."""
        objects = [{"Key": name} for name in names]
        for start in range(0, len(objects), DELETED_AT_ONCE):
            some = objects[start : start + DELETED_AT_ONCE]
            with self._asked():
                answer = self._client.delete_objects(Bucket=self._name, Delete={"Objects": some, "Quiet": True})

            if left := answer.get("Errors"):
                raise BucketRefused(left[0].get("Code", ""))

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """Names are ours, and what has one already is meant to be replaced."""
        return name

    def _open(self, name: str, mode: str = "rb") -> File[bytes]:
        """Fetched whole before it is given out: no line is held by whoever reads it slowly."""
        content = tempfile.SpooledTemporaryFile(MEMORY_BYTES, dir=str(settings.FILE_UPLOAD_TEMP_DIR))  # noqa: SIM115
        try:
            with self._asked():
                body = self._client.get_object(Bucket=self._name, Key=name)["Body"]
                shutil.copyfileobj(body, content, READ_BYTES)
        except BaseException:
            content.close()
            raise

        content.seek(0)
        return File(cast(IO[bytes], content), name)

    def _save(self, name: str, content: File[bytes]) -> str:
        content.seek(0)
        with self._asked():
            # Not the file of Django's: it counts as empty where it has no name.
            self._client.put_object(Bucket=self._name, Key=name, Body=content.file)

        return name

    def _head(self, name: str) -> dict[str, Any]:
        with self._asked():
            return cast(dict[str, Any], self._client.head_object(Bucket=self._name, Key=name))

    @contextmanager
    def _asked(self) -> Iterator[None]:
        """Raises FileNotFoundError, StorageAway, or the OSError of a full disk."""
        if self.is_away:
            raise StorageAway
        if self._away_until:
            self._away_until = time.monotonic() + ASKING_SECONDS

        try:
            yield
            self._away_until = 0.0
        except ClientError as error:
            raise self._refusal(error) from error
        except (NoCredentialsError, PartialCredentialsError) as error:
            logger.error("the bucket's keys are missing: %s", type(error).__name__)
            raise BucketRefused(type(error).__name__) from error
        except BotoCoreError as error:
            raise self._away(type(error).__name__) from error

    def _refusal(self, error: ClientError) -> OSError:
        status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", BROKEN)
        code = str(error.response.get("Error", {}).get("Code", status))
        is_full = status == FULL or code in FULL_CODES
        if not is_full and (status == TOO_MANY or status >= BROKEN):
            return self._away(code)

        self._away_until = 0.0
        if is_full:
            return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        if status == NOT_FOUND and code != "NoSuchBucket":
            return FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))

        logger.error("the bucket refused: %s", code)
        return BucketRefused(code)

    def _away(self, why: str) -> StorageAway:
        self._away_until = time.monotonic() + REST_SECONDS
        measures.listener.outage(measures.FILES)
        logger.warning("the file storage does not answer: %s", why)
        return StorageAway(why)

    @property
    def _client(self) -> Any:
        # Of all threads that ask first, one makes it.
        with self._making:
            return self._made

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
        return botocore.session.Session().create_client("s3", config=config, **self._server, **self._keys)
