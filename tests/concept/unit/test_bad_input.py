"""Documents that cannot be read are refused by a named error that says what is wrong."""

import json
import zipfile
from io import BytesIO

import docx
import pytest

from participation.concept.reading import Mapping, container, read_document, sheets
from participation.concept.reading.errors import (
    ColumnsNotFound,
    DocumentBroken,
    DocumentEmpty,
    DocumentEncrypted,
    DocumentTooLarge,
    DocumentTypeDeclared,
    DocumentTypeMismatch,
    DocumentTypeUnknown,
    DocumentUnpacksTooLarge,
    FieldNotListed,
    FormulaInCell,
    GoalNumberTwice,
    MappingUnfit,
    NoGoalsFound,
    OldDocumentFormat,
    TooManyRows,
)
from participation.concept.tree import ConceptTree, GoalEntry, to_json
from participation.concept.tree.errors import NestedTooDeep, UnknownKeys

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
OFFICE = ["k.docx", "k.xlsx"]
HEADER = ("Themenfeld", "Leitziel", "Maßnahmen", "Handlungsfelder")


def _repacked(data, name, content):
    """The same package with one part put in or replaced."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for kept in old.namelist():
            if kept != name:
                new.writestr(kept, old.read(kept))
        new.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize("filename", [*OFFICE, "k.csv", "k.json"])
@pytest.mark.parametrize("data", [b"", b" \n"])
def test_empty_file_is_refused(filename, data):
    with pytest.raises(DocumentEmpty):
        read_document(data, filename)


@pytest.mark.parametrize("filename", ["k.pdf", "k.doc", "k", "k.docx.exe"])
def test_file_of_unknown_ending_is_refused_with_the_known_ones_named(filename):
    with pytest.raises(DocumentTypeUnknown) as refused:
        read_document(b"text", filename)

    assert refused.value.supported == (".docx", ".xlsx", ".csv", ".json", ".zip")


@pytest.mark.parametrize("filename", OFFICE)
def test_file_of_another_kind_is_refused(filename):
    with pytest.raises(DocumentTypeMismatch):
        read_document(b"%PDF-1.7 ...", filename)


def test_workbook_named_as_text_document_is_refused(make_xlsx):
    with pytest.raises(DocumentTypeMismatch) as refused:
        read_document(make_xlsx(HEADER), "k.docx")

    assert refused.value.expected == ".docx"


@pytest.mark.parametrize("filename", OFFICE)
def test_encrypted_file_is_refused(filename):
    with pytest.raises(DocumentEncrypted):
        read_document(OLE + "EncryptedPackage".encode("utf-16-le"), filename)


@pytest.mark.parametrize("filename", OFFICE)
def test_file_of_the_old_binary_format_is_refused(filename):
    with pytest.raises(OldDocumentFormat):
        read_document(OLE, filename)


@pytest.mark.parametrize("filename", OFFICE)
@pytest.mark.parametrize("cut", [100, 1000, 5000])
def test_cut_off_file_is_refused(make_docx, make_xlsx, filename, cut):
    whole = make_docx([("1 A", "", "")]) if filename == "k.docx" else make_xlsx(HEADER)

    with pytest.raises(DocumentBroken):
        read_document(whole[: min(cut, len(whole) // 2)], filename)


def test_damaged_part_is_refused(make_docx):
    with pytest.raises(DocumentBroken):
        read_document(_repacked(make_docx([("1 A", "", "")]), "word/document.xml", "<w:document"), "k.docx")


def test_damaged_workbook_is_refused(make_xlsx):
    with pytest.raises(DocumentBroken):
        read_document(_repacked(make_xlsx(HEADER), "xl/_rels/workbook.xml.rels", "<Relationships/>"), "k.xlsx")


def test_large_file_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "k.docx"
    with path.open("wb") as file:
        file.truncate(container.LARGEST_FILE + 1)

    with pytest.raises(DocumentTooLarge) as refused:
        read_document(path, "k.docx")

    assert (refused.value.size, refused.value.limit) == (20 * 1024 * 1024 + 1, 20 * 1024 * 1024)


@pytest.mark.parametrize("filename", OFFICE)
def test_zip_bomb_is_refused(make_docx, make_xlsx, filename):
    data = make_docx([("1 A", "", "")]) if filename == "k.docx" else make_xlsx(HEADER)

    with pytest.raises(DocumentUnpacksTooLarge):
        read_document(_repacked(data, "bomb.bin", bytes(30 * 1024 * 1024)), filename)


def test_parts_that_unpack_to_too_much_together_are_refused(make_docx, monkeypatch):
    monkeypatch.setattr(container, "LARGEST_UNPACKED", 10_000)

    with pytest.raises(DocumentUnpacksTooLarge):
        read_document(make_docx([("1 A", "", "")]), "k.docx")


def test_very_large_xml_part_is_refused(make_docx, monkeypatch):
    monkeypatch.setattr(container, "LARGEST_XML", 1_000)

    with pytest.raises(DocumentUnpacksTooLarge):
        read_document(make_docx([("1 A", "", "")]), "k.docx")


def test_file_of_very_many_parts_is_refused(make_docx, monkeypatch):
    monkeypatch.setattr(container, "MOST_PARTS", 3)

    with pytest.raises(DocumentUnpacksTooLarge):
        read_document(make_docx([("1 A", "", "")]), "k.docx")


ENTITIES = '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><d>&b;</d>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("declared", [ENTITIES, '<!DOCTYPE d SYSTEM "other.dtd"><d/>', "<!DOCTYPE d><d/>"])
def test_text_document_that_declares_a_document_type_is_refused(make_docx, declared, encoding):
    part = f'<?xml version="1.0" encoding="{encoding}"?>{declared}'.encode(encoding)

    with pytest.raises(DocumentTypeDeclared) as refused:
        read_document(_repacked(make_docx([("1 A", "", "")]), "word/document.xml", part), "k.docx")

    assert refused.value.part == "word/document.xml"


def test_workbook_that_declares_entities_is_refused(make_xlsx):
    with pytest.raises(DocumentTypeDeclared) as refused:
        read_document(_repacked(make_xlsx(HEADER), "xl/styles.xml", ENTITIES), "k.xlsx")

    assert refused.value.part == "xl/styles.xml"


def test_deeply_nested_text_document_is_refused(make_docx):
    depth = 20_000
    part = "<document><body>" + "<sdt>" * depth + "</sdt>" * depth + "</body></document>"

    with pytest.raises(DocumentBroken):
        read_document(_repacked(make_docx([("1 A", "", "")]), "word/document.xml", part), "k.docx")


def test_text_document_with_other_columns_is_refused_with_found_and_needed_ones(make_docx):
    with pytest.raises(ColumnsNotFound) as refused:
        read_document(make_docx([("Meier", "Sportamt", "123")], header=("Name", "Amt", "Telefon")), "k.docx")

    assert refused.value.found == (("Name", "Amt", "Telefon"),)
    assert refused.value.needed == ("goal", "measures")


def test_text_document_without_tables_is_refused():
    stream = BytesIO()
    docx.Document().save(stream)

    with pytest.raises(ColumnsNotFound) as refused:
        read_document(stream.getvalue(), "k.docx")

    assert refused.value.found == ()


@pytest.mark.parametrize("filename", ["k.xlsx", "k.csv"])
def test_sheet_with_other_columns_is_refused_with_found_and_needed_ones(make_xlsx, filename):
    data = make_xlsx(("Name", "Telefon"), ("Meier", "123")) if filename == "k.xlsx" else b"Name;Telefon\nMeier;123"

    with pytest.raises(ColumnsNotFound) as refused:
        read_document(data, filename)

    assert refused.value.found == (("Name", "Telefon"),)
    assert refused.value.needed == ("level", "measures")


def test_document_with_columns_but_no_goal_is_refused(make_docx, make_xlsx):
    for data, filename in (
        (make_docx([]), "k.docx"),
        (make_xlsx(HEADER), "k.xlsx"),
        (";".join(HEADER).encode(), "k.csv"),
    ):
        with pytest.raises(NoGoalsFound):
            read_document(data, filename)


def test_two_goals_with_one_number_under_one_parent_are_refused(make_docx):
    data = make_docx(["Leitziel 1: Nachbarn", ("1.1 Fest", "", ""), ("1.1 Treff", "", "")])

    with pytest.raises(GoalNumberTwice) as refused:
        read_document(data, "k.docx")

    assert (refused.value.number, refused.value.parent, refused.value.texts) == ("1.1", "1 Nachbarn", ("Fest", "Treff"))


def test_two_goals_with_one_number_are_refused_in_a_sheet(make_xlsx):
    with pytest.raises(GoalNumberTwice) as refused:
        read_document(make_xlsx(HEADER, ("1 A", "1 B", "", ""), ("1 A", "1 C", "", "")), "k.xlsx")

    assert (refused.value.number, refused.value.parent) == ("1", "1 A")


def test_two_goals_with_one_number_are_refused_in_json():
    tree = ConceptTree("K", "de", ("Ziel",), (), (GoalEntry("1", "A"), GoalEntry("1", "B")))

    with pytest.raises(GoalNumberTwice) as refused:
        read_document(json.dumps(to_json(tree)).encode(), "k.json")

    assert (refused.value.number, refused.value.parent, refused.value.texts) == ("1", "", ("A", "B"))


def test_one_number_under_two_parents_is_no_mistake(make_docx):
    data = make_docx(["Leitziel 1: A", ("1.1 C", "", ""), "Leitziel 2: B", ("1.1 D", "", "")])

    assert [goal.children[0].number for goal in read_document(data, "k.docx").tree.goals] == ["1.1", "1.1"]


def test_formula_in_a_workbook_is_refused_with_its_cell_named(make_xlsx):
    with pytest.raises(FormulaInCell) as refused:
        read_document(make_xlsx(HEADER, ("1 A", "1 B", "=1+1", "")), "k.xlsx")

    assert (refused.value.sheet, refused.value.cell) == ("Ziele", "C2")


@pytest.mark.parametrize("filename", ["k.xlsx", "k.csv"])
def test_sheet_of_very_many_rows_is_refused(make_xlsx, monkeypatch, filename):
    monkeypatch.setattr(sheets, "MOST_ROWS", 2)
    rows = (HEADER, ("1 A", "1 B", "", ""), ("1 A", "2 C", "", ""))
    data = make_xlsx(*rows) if filename == "k.xlsx" else "\n".join(";".join(row) for row in rows).encode()

    with pytest.raises(TooManyRows) as refused:
        read_document(data, filename)

    assert refused.value.limit == 2


@pytest.mark.parametrize("data", [b"a;b\0c", b'Ziel;Ma\xc3\x9fnahmen\n"1 A;Fest', b"\xff\xfea"])
def test_broken_csv_is_refused(data):
    with pytest.raises(DocumentBroken):
        read_document(data, "k.csv")


@pytest.mark.parametrize("data", [b"{", b"\xff{}", b"[" * 100_000])
def test_broken_json_is_refused(data):
    with pytest.raises(DocumentBroken):
        read_document(data, "k.json")


def test_json_nested_deeper_than_its_levels_is_refused():
    goal = {"text": "A"}
    for _ in range(50):
        goal = {"text": "A", "children": [goal]}
    data = {"format": "participation.concept", "version": 1, "levels": ["Ziel", "Teilziel"], "goals": [goal]}

    with pytest.raises(NestedTooDeep):
        read_document(json.dumps(data).encode(), "k.json")


@pytest.mark.parametrize("filename", ["k.xlsx", "k.csv"])
def test_goals_that_name_each_other_as_parents_stay_a_tree(make_xlsx, filename):
    rows = (HEADER, ("1 A", "2 B", "", ""), ("2 B", "1 A", "", ""))
    data = make_xlsx(*rows) if filename == "k.xlsx" else "\n".join(";".join(row) for row in rows).encode()

    goals = read_document(data, filename).tree.goals
    assert [(goal.text, [(child.text, child.children) for child in goal.children]) for goal in goals] == [
        ("A", [("B", ())]),
        ("B", [("A", ())]),
    ]


def test_json_goal_that_names_its_parent_is_refused():
    goals = [{"number": "1", "text": "A", "parent": "2"}, {"number": "2", "text": "B", "parent": "1"}]
    data = {"format": "participation.concept", "version": 1, "levels": ["Ziel"], "goals": goals}

    with pytest.raises(UnknownKeys):
        read_document(json.dumps(data).encode(), "k.json")


def test_json_that_names_a_field_it_does_not_list_is_refused():
    tree = ConceptTree("K", "de", ("Ziel",), ("Sport",), (GoalEntry("1", "A", ("Kultur",)),))

    with pytest.raises(FieldNotListed) as refused:
        read_document(json.dumps(to_json(tree)).encode(), "k.json")

    assert refused.value.field == "Kultur"


@pytest.mark.parametrize("data", [{"levels": "Ziel"}, {"columns": {"goal": 1}}, {"colour": "red"}])
def test_unfit_stored_mapping_is_refused_with_its_key_named(data):
    with pytest.raises(MappingUnfit) as refused:
        Mapping.from_data(data)

    assert refused.value.key == next(iter(data))


def test_stored_mapping_is_read_back():
    mapping = Mapping(("Ziel",), {"Ziele": "Ziel"}, {"Sport": "Sport"}, ("Sport",), {"goal": "Ziele"})

    assert Mapping.from_data(json.loads(json.dumps(mapping.to_data()))) == mapping
