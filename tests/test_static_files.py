import subprocess
import sys
from pathlib import Path

from django.contrib.staticfiles import finders

from dashboard.static_files import PlotlyFinder, QuickCompressor

SCRIPT = "plotly/plotly.min.js"


def test_the_script_of_charts_comes_out_of_its_package() -> None:
    found = Path(str(finders.find(SCRIPT)))
    assert found.parts[-3:] == ("plotly", "package_data", "plotly.min.js")
    assert finders.find(SCRIPT, find_all=True) == [str(found)]


def test_no_other_file_of_the_package_is_served() -> None:
    finder = PlotlyFinder()
    assert finder.find("plotly/widgetbundle.js") is None
    assert finder.find("plotly/../__init__.py", find_all=True) == []
    assert [name for name, _ in finder.list([])] == ["plotly.min.js"]


def test_it_is_found_without_importing_the_package() -> None:
    code = (
        "import django, sys; django.setup(); from django.contrib.staticfiles import finders; "
        f"assert finders.find('{SCRIPT}'); print('plotly' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_what_is_packed_can_be_unpacked() -> None:
    import brotli

    text = b"function () { return 1; }" * 400
    assert brotli.decompress(QuickCompressor.compress_brotli(text)) == text
