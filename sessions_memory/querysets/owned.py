"""Rows of one person."""

from typing import Self, TypeVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models

Row = TypeVar("Row", bound=models.Model, covariant=True)


class OwnedQuerySet(models.QuerySet[Row]):
    """Of a model with the person in `user`."""

    def owned_by(self, user: AbstractBaseUser | int) -> Self:
        return self.filter(user=user)
