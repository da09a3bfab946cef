"""A language model as the service has it: loaded once, with one breaker for all who ask."""

import time
from collections.abc import Callable

from qa.generate.breaker import Breaker
from qa.generate.caller import Caller
from qa.generate.model import Count, Model, ModelSettings, load_chat_model
from qa.generate.writer import Writer
from qa.views import Views
from vectorstore.store import Store


class LanguageModel:
    """Makes writers over a store. ``breaker`` may be read by who watches over the service."""

    def __init__(
        self,
        model: Model,
        settings: ModelSettings,
        count: Count,
        *,
        breaker: Breaker | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.settings = settings
        self.breaker = breaker or Breaker()
        self._count = count
        self._caller = Caller(model, self.breaker, count, sleep=sleep)

    def writer(self, store: Store, views: Views) -> Writer:
        """Return what answers from the articles of a store."""
        return Writer(self._caller, self.settings, frequency=store.document_frequency, views=views, count=self._count)


def count_nothing(_name: str, _amount: int) -> None:
    """Stand in where nobody counts."""


def load_language_model(settings: ModelSettings, count: Count = count_nothing) -> LanguageModel:
    """Load the model that is set; ``count`` is told what happens, by the names of `qa.generate.model.Count`.

    :raises BadModel: if it cannot be used; the message says what to change or install.
    """
    return LanguageModel(load_chat_model(settings, count), settings, count)
