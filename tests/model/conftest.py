"""The assistant of the tests of the room ``assistant``, for the tests of this folder."""

from tests.assistant.conftest import assistant, built, data_dir, opened, own_data_dir

__all__ = ["assistant", "built", "data_dir", "opened", "own_data_dir"]
