"""Which words tell of an event, and of which type."""

from collections import defaultdict

import pytest

from conflictmap.data.lexicon import load_lexicon
from conflictmap.data.schema import EVENT_TYPE_OF
from conflictmap.geo.reading import actions
from conflictmap.geo.reading.actions import TAKEN, find_triggers, light_verbs, words_of
from conflictmap.geo.reading.forms import Form, noun_forms, verb_forms
from conflictmap.geo.reading.text import Document


def types(text):
    return [trigger.sub_type for trigger in find_triggers(Document(text))]


@pytest.mark.parametrize(
    ("text", "sub_type"),
    [
        ("The brigade ambushed a column on the ridge.", "Armed clash"),
        ("Students protested in the square.", "Peaceful protest"),
        ("Soldiers opened fire on protesters.", "Excessive force against protesters"),
        ("Police fired tear gas at protesters.", "Protest with intervention"),
        ("Youths threw stones at a patrol car.", "Violent demonstration"),
        ("A mob lynched two traders.", "Mob violence"),
        ("A sarin attack was reported.", "Chemical weapon"),
        ("Warplanes bombed the depot.", "Air/drone strike"),
        ("A bomber blew himself up at the gate.", "Suicide bomb"),
        ("Rockets hit the harbour.", "Shelling/artillery/missile attack"),
        ("A roadside bomb tore through the van.", "Remote explosive/landmine/IED"),
        ("A grenade attack was reported.", "Grenade"),
        ("Fighters raped two women.", "Sexual violence"),
        ("The men beheaded a trader.", "Attack"),
        ("The militia abducted two nurses.", "Abduction/forced disappearance"),
        ("A ceasefire took hold.", "Agreement"),
        ("Police arrested nine men.", "Arrests"),
        ("The brigade defected.", "Change to group/activity"),
        ("Engineers defused two mines.", "Disrupted weapons use"),
        ("The militia set up a base in the hills.", "Headquarters or base established"),
        ("Looters ransacked the shops.", "Looting/property destruction"),
        ("The army withdrew from the hill.", "Non-violent transfer of territory"),
        ("A mass grave was found.", "Other"),
        ("The envoy met with the king.", "Diplomacy"),
        ("The army closed the bridge.", "Closure"),
        ("Troops advanced towards the ridge.", "Troop movement"),
        ("Families fled.", "Displacement"),
        ("Rebels captured the village.", TAKEN),
    ],
)
def test_every_sub_event_type_has_words_that_tell_of_it(text, sub_type):
    assert sub_type in types(text)


def test_the_sentences_above_leave_out_no_type_but_the_two_of_places_taken():
    named = {entry["type"] for entry in load_lexicon("actions")["action"]}
    taken = {"Government regains territory", "Non-state actor overtakes territory"}
    assert set(EVENT_TYPE_OF) - named == taken
    assert named - set(EVENT_TYPE_OF) == {TAKEN}


@pytest.mark.parametrize(
    "text",
    [
        "He died of a heart attack.",
        "The union called a general strike.",
        "They agreed to strike a deal.",
        "The swimmer captured a gold medal.",
        "The parade is in March.",
        "Several burned trucks stood there.",
        "He may leave in May.",
        "The workers are on strike over pay at the bus company.",
        "The film captured the mood.",
        "The talks took place at noon.",
        "Engineers closed the file.",
        "The firm defused the row.",
        "The occupied quarter was calm.",
    ],
)
def test_other_senses_of_a_word_tell_of_nothing(text):
    assert types(text) == []


@pytest.mark.parametrize(
    ("text", "sub_type"),
    [
        ("Jets attacked the post.", "Air/drone strike"),
        ("Mortars pounded the post.", "Shelling/artillery/missile attack"),
        ("A drone targeted the post.", "Air/drone strike"),
        ("A bomb killed three guards.", "Remote explosive/landmine/IED"),
        ("Gunmen attacked the post.", "Armed clash"),
        ("The coalition bombed the hills.", "Air/drone strike"),
    ],
)
def test_the_means_named_beside_it_decide(text, sub_type):
    assert types(text) == [sub_type]


@pytest.mark.parametrize(
    ("text", "sub_type"),
    [
        ("A drone targeted a rocket launcher.", "Air/drone strike"),
        (
            "Artillery pounded the post before jets came.",
            "Shelling/artillery/missile attack",
        ),
        ("A suicide bomber attacked the checkpoint.", "Suicide bomb"),
        ("Chlorine killed three people.", "Chemical weapon"),
    ],
)
def test_of_several_means_the_nearest_decides(text, sub_type):
    assert types(text)[0] == sub_type


def test_means_of_another_sentence_do_not_count():
    assert types("Jets flew over. Gunmen attacked the post.") == ["Armed clash"]


@pytest.mark.parametrize(
    ("text", "sub_type"),
    [
        ("Protesters clashed with police.", "Violent demonstration"),
        ("Police clashed with demonstrators.", "Violent demonstration"),
        ("Rebels clashed with soldiers.", "Armed clash"),
        ("The battery shot down three drones.", "Disrupted weapons use"),
        ("Rebels shot down a helicopter.", "Armed clash"),
        ("The battery downed two missiles.", "Disrupted weapons use"),
        ("There were clashes between police and protesters.", "Violent demonstration"),
    ],
)
def test_what_stands_close_beside_it_decides(text, sub_type):
    assert types(text) == [sub_type]


@pytest.mark.parametrize(
    ("text", "sub_type"),
    [
        ("Fighters sexually assaulted two women.", "Sexual violence"),
        ("Men gang-raped a nurse.", "Sexual violence"),
        ("The army built a base there.", "Headquarters or base established"),
        ("The envoy travelled to the capital.", "Diplomacy"),
        ("Gunmen shot dead two traders.", "Attack"),
        ("The town was overrun.", TAKEN),
    ],
)
def test_irregular_and_long_verbs_are_found_in_their_forms(text, sub_type):
    assert types(text) == [sub_type]


@pytest.mark.parametrize(
    ("needless", "needed"),
    [
        ("They captured the mood.", "They captured the village."),
        ("The firm withdrew from the deal.", "The army withdrew from the hill."),
        ("The play closed early.", "The army closed the crossing."),
    ],
)
def test_a_word_tells_of_nothing_without_what_it_needs(needless, needed):
    assert types(needless) == []
    assert types(needed)


@pytest.mark.parametrize(
    ("text", "sub_type"),
    [
        ("Soldiers fled to the border.", "Troop movement"),
        ("Thousands of residents fled to the border.", "Displacement"),
    ],
)
def test_who_flees_decides(text, sub_type):
    assert types(text) == [sub_type]


@pytest.mark.parametrize(
    "text",
    [
        "The general said an attack killed two guards.",
        "Gunmen attacked a bus.",
        "A raid on a train began.",
        "Rockets were fired as militants struck a bus.",
        "Three strikes shook the town.",
    ],
)
def test_what_is_struck_is_no_other_sense(text):
    assert types(text)


def test_took_with_a_name_after_it_takes_a_place():
    assert types("Rebels took Hama on Sunday.") == [TAKEN]
    assert types("The talks took place, and others took part.") == []


def test_nobody_who_flees_is_no_event():
    assert types("The bird fled its cage.") == []


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Rebels attack the post.", Form.BASE),
        ("The army attacks the post.", Form.THIRD),
        ("The army attacked the post.", Form.PAST),
        ("They were attacking the post.", Form.GERUND),
        ("A raid began.", Form.NOUN),
    ],
)
def test_the_form_of_the_word_is_told(text, form):
    assert find_triggers(Document(text))[0].form in {form, Form.NOUN}


def test_what_only_tells_of_an_outcome_is_minor():
    found = find_triggers(Document("A roadside bomb killed three guards."))
    assert [trigger.is_minor for trigger in found] == [False, True]


def test_a_generic_word_without_means_says_so():
    (bombing,) = find_triggers(Document("The bombing went on."))
    assert bombing.is_generic


@pytest.mark.parametrize("text", ["launched a", "carried out a", "broke out", "led the"])
def test_light_verbs_are_found_in_their_forms(text):
    assert light_verbs().find(text.split())


def _listed_types():
    """Types by phrase, in each of its forms; nouns and verbs apart."""
    content = load_lexicon("actions")
    listed = defaultdict(set)
    for entry in content["action"]:
        kind = entry["type"]
        for phrase in entry.get("phrases", ()):
            listed["phrase", phrase.lower()].add(kind)
        for noun in entry.get("nouns", ()):
            head, _, last = noun.lower().rpartition(" ")
            for form in noun_forms(last):
                listed["noun", f"{head} {form}".strip()].add(kind)
        for verb in entry.get("verbs", ()):
            first, _, rest = verb.lower().partition(" ")
            for form, how in verb_forms(first, content["irregular"]).items():
                if how in entry.get("forms", [how]):
                    listed["verb", f"{form} {rest}".strip()].add(kind)
    return listed


def test_no_phrase_stands_for_two_types():
    twice = {phrase: kinds for phrase, kinds in _listed_types().items() if len(kinds) > 1}
    assert twice == {}


def test_what_is_a_noun_and_a_verb_has_one_type_but_for_strikes():
    listed = _listed_types()
    twice = {
        phrase
        for kind, phrase in listed
        if ("verb", phrase) in listed and listed[kind, phrase] != listed["verb", phrase]
    }
    assert twice == {"strike", "strikes"}  # a strike flies, to strike may be anything


def test_every_entry_names_classes_and_types_that_exist():
    content = load_lexicon("actions")
    classes = {*content["classes"], "name"}
    keys = {"type", "nouns", "verbs", "phrases", "by_means", "forms", "by_whom", "beside"}
    keys |= {"needs", "unless", "minor"}
    for entry in content["action"]:
        by_class = entry.get("by_whom", {}) | entry.get("beside", {})
        assert set(entry) <= keys, entry
        assert {*by_class, entry.get("needs", "name")} <= classes, entry
        assert set(by_class.values()) <= set(EVENT_TYPE_OF), entry
    assert {entry["type"] for entry in content["means"]} <= set(EVENT_TYPE_OF)


def test_classes_are_found_in_singular_and_plural():
    assert {"soldier", "soldiers"} <= words_of("forces")


@pytest.fixture
def own_words(tmp_path, monkeypatch):
    def clear():
        load_lexicon.cache_clear()
        actions._lexicon.cache_clear()  # noqa: SLF001  it is read once

    (tmp_path / "actions.toml").write_text(
        '[[action]]\ntype = "Looting/property destruction"\nverbs = ["vandal", "raid"]\n'
        'needs = "territory"\n[classes]\nterritory = ["orchard"]\n',
        "utf-8",
    )
    monkeypatch.setenv("CONFLICTMAP_LEXICON", str(tmp_path))
    clear()
    yield
    monkeypatch.undo()
    clear()


@pytest.mark.usefixtures("own_words")
@pytest.mark.parametrize(
    ("text", "sub_type"),
    [
        ("Men vandaled the orchard.", "Looting/property destruction"),
        ("Men raided the orchard.", "Looting/property destruction"),
        ("Rebels captured the orchard.", TAKEN),
        ("Rebels captured the village.", TAKEN),
    ],
)
def test_a_users_own_words_are_read_beside_the_shipped_ones(text, sub_type):
    assert types(text) == [sub_type]
