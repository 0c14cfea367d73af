"""Par: read as it is written, and unknown where no table is."""

from demarche.scenarios import par


def test_a_table_is_read_as_it_is_written(tmp_path, monkeypatch):
    rows = [{"scenario": "a-b", "seat": "AAA", "best": 4.5, "passing": 1.0, "strategy": "focus"}]
    (tmp_path / "par.toml").write_text(par.written(rows), encoding="utf-8")
    monkeypatch.setattr(par, "TABLE", tmp_path / "par.toml")
    par.table.cache_clear()
    assert par.par("a-b", "AAA") == par.Par(4.5, 1.0, "focus")
    assert par.par("a-b", "BBB") is None
    par.table.cache_clear()


def test_without_a_table_of_these_rules_no_par_is_known(tmp_path, monkeypatch):
    for name, text in (("none.toml", None), ("old.toml", "rules = 1\n\n[par.a]\nAAA = {}\n")):
        if text is not None:
            (tmp_path / name).write_text(text, encoding="utf-8")
        monkeypatch.setattr(par, "TABLE", tmp_path / name)
        par.table.cache_clear()
        assert par.par("a", "AAA") is None
    par.table.cache_clear()
