"""Sentences as vectors by what they mean: the extra `presszero[semantic]`. English only; every other language is read by its words.

Nothing is loaded here: a front process must hold neither onnxruntime nor numpy. Import what you need from its own
module: `files` to find and check a model's file, `vectors` to read texts with it.

    from presszero.pure.meaning.vectors import vectors
    vectors(["Where is my card?", "It has not arrived yet"])  # (2, 384), each of length 1
"""
