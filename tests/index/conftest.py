"""What tests of the model share."""

import pytest

from index.model_files import prepare_model


@pytest.fixture(scope="session")
def reference_folder(tmp_path_factory):
    """The default model as an ordinary sentence-transformers folder."""
    return prepare_model(tmp_path_factory.mktemp("reference"))
