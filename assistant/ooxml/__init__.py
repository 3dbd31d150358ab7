"""What every Office Open XML file of ours has in common (ECMA-376): the package and its fixed parts,
runs of one direction, and which characters XML can hold.
"""
