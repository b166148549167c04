"""The second reader: a small trained network that tells, sentence by sentence, what rules missed or misread."""

from heeded.read.second.second_reader import SecondReader, load_second_reader

__all__ = ["SecondReader", "load_second_reader"]
