"""The valued things of a record against gold: contacts, dates and amounts, compared by their values."""

from collections.abc import Iterator, Sequence

from extractors.evaluation import folding
from extractors.evaluation.verdict import Item, Verdict, found, required_first, settle
from models.gold import GoldAmount, GoldContact, GoldDate, GoldPage, labelled
from models.record import Amount, AmountValue, CaseRecord, Contact, DateValue
from models.vocabulary import ContactKind


def judge_values(record: CaseRecord, gold: GoldPage) -> Iterator[Verdict]:
    """The verdicts on contacts (also by kind), dates and amounts (also by value without currency)."""
    contacts = labelled(gold.contacts, gold.optional.contacts)
    dates = labelled(gold.dates, gold.optional.dates)
    amounts = labelled(gold.amounts, gold.optional.amounts)
    if contacts is not None:
        yield _contacts("contacts", contacts, record.contacts)
        for kind in ContactKind:
            of_kind = [contact for contact in record.contacts if contact.kind is kind]
            yield _contacts(f"contacts_{kind}", [wanted for wanted in contacts if wanted.kind is kind], of_kind)
    if dates is not None:
        yield _dates(dates, record.dates)
    if amounts is not None:
        yield _amounts("amounts", amounts, record.amounts, with_currency=True)
        yield _amounts("amounts_value_only", amounts, record.amounts, with_currency=False)


def _contacts(label: str, gold: Sequence[GoldContact], contacts: Sequence[Contact]) -> Verdict:
    def agree(wanted: GoldContact, contact: Contact) -> bool:
        values = {_plain(wanted.kind, value) for value in (wanted.value, *wanted.also)}
        return wanted.kind is contact.kind and _plain(contact.kind, contact.value) in values

    return settle(
        label,
        gold,
        contacts,
        agree,
        gold_item=lambda wanted: Item(words=f"{wanted.kind} {wanted.value}", forms=(wanted.value,)),
        item=lambda contact: found(f"{contact.kind} {contact.value}", contact.mentions),
    )


def _plain(kind: ContactKind, value: str) -> str:
    if kind is ContactKind.URL:
        return folding.url(value)
    return "".join(value.split()).casefold()


def _dates(gold: Sequence[GoldDate], dates: Sequence[DateValue]) -> Verdict:
    """Dates of one value are one, required where any of them is."""
    by_value = {date.value: date for date in reversed(required_first(gold))}

    def agree(wanted: GoldDate, date: DateValue) -> bool:
        return date.value in {wanted.value, *wanted.also}

    return settle(
        "dates",
        tuple(reversed(by_value.values())),
        dates,
        agree,
        gold_item=lambda wanted: Item(words=f"{wanted.value} “{wanted.text}”", forms=(wanted.text,)),
        item=lambda date: found(f"{date.value} “{' '.join(date.text.split())}”", date.mentions),
    )


def _amounts(label: str, gold: Sequence[GoldAmount], amounts: Sequence[AmountValue], *, with_currency: bool) -> Verdict:
    def agree(wanted: GoldAmount, amount: AmountValue) -> bool:
        return any(
            reading.value == amount.value
            and (reading.value_to is None or reading.value_to == amount.value_to)
            and (not with_currency or reading.currency == amount.currency)
            for reading in _readings(wanted)
        )

    return settle(
        label,
        gold,
        amounts,
        agree,
        gold_item=lambda wanted: Item(words=_money(wanted), forms=(wanted.text,)),
        item=lambda amount: found(_money(amount), amount.mentions),
    )


def _money(amount: GoldAmount | AmountValue) -> str:
    value = f"{amount.value:,}" if amount.value_to is None else f"{amount.value:,}–{amount.value_to:,}"
    return f"{value} {amount.currency or '(no currency)'} “{' '.join(amount.text.split())}”"


def _readings(wanted: GoldAmount) -> Iterator[Amount]:
    yield Amount(value=wanted.value, value_to=wanted.value_to, currency=wanted.currency)
    for other in wanted.also:
        yield other if isinstance(other, Amount) else Amount(value=other, currency=wanted.currency)
