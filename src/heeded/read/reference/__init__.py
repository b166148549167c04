"""The same reading said in plain Python, a word at a time.

It settles what reading means; tests hold the fast reader to it, finding by finding. No run uses it.
"""
