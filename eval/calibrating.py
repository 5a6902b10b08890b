"""Asking the ``dev`` questions for how clearly their answers were found."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from assistant.chain import chain_of
from assistant.confidence import group
from assistant.service import Assistant
from assistant.understanding import clean, understand
from eval import metrics, run
from eval.calibration import Sample


def samples(
    assistant: Assistant,
    asked: Sequence[run.Item],
    texts: Mapping[str, str],
    names: run.Names,
    progress: Callable[[int, int], None],
) -> Iterator[Sample]:
    """Yield a sample for each question that is answered; only ``dev`` may be asked.

    Raises:
        ValueError: a question of another split.
    """
    chain = chain_of(assistant.ground)
    plans = assistant.plans()
    for number, answered in enumerate(run.ask_all(assistant, asked), 1):
        item, answer, _ = answered
        if item.row.split != "dev":
            raise ValueError(f"{item.row.id} is of the split {item.row.split}, not of dev")
        progress(number, len(asked))
        if answer["status"] in metrics.ANSWERING:
            query = understand(clean(item.question), plans)
            draft = chain.invoke(query)
            right = run.judge(*answered, texts, names).right
            yield Sample(group(draft, query.language), draft.score or 0.0, right)
