import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from extractors.entities.calibration import packaged_calibration
from extractors.evaluation.fitting import fit
from extractors.evaluation.reliability import Outcome
from extractors.extract import extract
from extractors.toolkit import Toolkit
from models.calibration import Calibration, KindCalibration, Knot
from models.capture import Capture
from pipeline import calibration

DATES = KindCalibration(chance=0.7, extractors={"dates.told": (Knot(0.5, 0.6), Knot(0.9, 0.8))})
CALIBRATION = Calibration(chance=0.4, kinds={"dates": DATES})
PAGE = b"Mill\n\nIn May 2012 the mill won EUR 500. Write to ada@mill.example."


@pytest.mark.parametrize(
    ("kind", "extractor", "weight", "chance"),
    [
        ("dates", "dates.told", 0.5, 0.6),
        ("dates", "dates.told", 0.7, 0.7),
        ("dates", "dates.told", 0.1, 0.6),
        ("dates", "dates.told", 1.0, 0.8),
        ("dates", "dates.new", 0.9, 0.7),
        ("amounts", "amounts.said", 0.9, 0.4),
    ],
)
def test_a_chance_is_read_between_the_knots(kind, extractor, weight, chance):
    assert CALIBRATION.chance_of(kind, extractor, weight) == pytest.approx(chance)


def told(right: int, wrong: int, weight: float = 0.9, extractor: str = "dates.told") -> list[Outcome]:
    verdicts = [True] * right + [False] * wrong
    return [Outcome("a", extractor.split(".")[0], extractor, weight, verdict) for verdict in verdicts]


def chance(fitted: Calibration, weight: float = 0.9, extractor: str = "dates.told") -> float:
    return fitted.chance_of(extractor.split(".")[0], extractor, weight)


def test_a_few_right_things_make_no_certainty():
    assert chance(fit([], told(2, 0))) < chance(fit([], told(10, 0))) < chance(fit([], told(200, 0))) == 0.99


def test_pages_that_the_rules_were_made_with_count_less():
    assert chance(fit(told(40, 0), told(5, 5))) < chance(fit([], told(45, 5)))
    assert chance(fit(told(0, 40), told(5, 5))) > chance(fit([], told(5, 45)))


def test_a_rule_with_few_things_is_drawn_to_the_others_of_its_kind():
    fitted = fit([], [*told(3, 30, extractor="dates.bare"), *told(30, 3, extractor="places.names")])
    assert chance(fitted, extractor="dates.x") < 0.2 < 0.8 < chance(fitted, extractor="places.x")
    one_more = fit([], [*told(3, 30, extractor="dates.bare"), *told(30, 3, extractor="places.names"), *told(1, 0)])
    assert 0.2 < chance(one_more) < 0.5


outcomes = st.lists(
    st.builds(
        Outcome,
        st.just("a"),
        st.sampled_from(["dates", "places"]),
        st.sampled_from(["x.one", "x.two"]),
        st.floats(0, 1),
        st.booleans(),
    ),
    max_size=40,
)


@given(outcomes, outcomes, st.floats(0, 1), st.floats(0, 1))
def test_chances_rise_with_the_weight_and_are_never_certain(seen, unseen, one, other):
    fitted = fit(seen, unseen)
    for kind in ("dates", "places"):
        low, high = (fitted.chance_of(kind, "x.one", weight) for weight in sorted((one, other)))
        assert 0 < low <= high < 1


@given(outcomes)
def test_the_order_of_what_was_judged_does_not_matter(seen):
    assert fit(seen) == fit(list(reversed(seen)))


def test_what_extraction_finds_has_the_chance_that_belongs_to_its_weight():
    def confidences(toolkit: Toolkit) -> list[float]:
        record = extract(Capture(source="s", uri="p.txt", content=PAGE), toolkit)
        things = (*record.dates, *record.amounts, *record.contacts)
        return [mention.confidence for thing in things for mention in thing.mentions]

    weights = confidences(Toolkit())
    assert len(weights) == 3
    assert confidences(Toolkit(calibration=Calibration(chance=0.5, kinds={}))) == [0.5] * 3


@pytest.mark.parametrize("chance", [0, 1])
def test_no_calibration_is_certain(chance):
    with pytest.raises(ValidationError):
        Calibration(chance=chance, kinds={})
    with pytest.raises(ValidationError):
        KindCalibration(chance=0.5, extractors={"x": (Knot(0.5, chance),)})


def test_the_packaged_calibration_speaks_of_every_kind():
    assert set(packaged_calibration().kinds) == {
        "actors", "amounts", "contacts", "dates", "events", "instruments", "persons", "places"
    }  # fmt: skip


def test_the_file_is_written_from_folders_with_gold(tmp_path, monkeypatch, capfd):
    monkeypatch.setattr(calibration, "MODELS", {})
    monkeypatch.setattr(calibration, "CALIBRATION", tmp_path / "calibration.yaml")
    (tmp_path / "p.txt").write_bytes(PAGE)
    gold = '{"page": "p.txt", "dates": [{"text": "May 2012", "value": "2012-05"}], "amounts": []}'
    (tmp_path / "p.txt.gold.json").write_text(gold)
    calibration.main([str(tmp_path)])
    written = Calibration.model_validate(yaml.safe_load((tmp_path / "calibration.yaml").read_text()))
    assert chance(written, 0.96, "dates.told") > chance(written, 0.96, "amounts.said")
    assert "expected calibration error" in capfd.readouterr().out
