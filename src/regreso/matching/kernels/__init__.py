"""The inner loops, compiled: words against words, rows against cards, weights into shares.

Nothing here is imported before a registry is made, so that `import regreso.matching` stays quick.
"""
