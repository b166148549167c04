"""Makes the everyday reports of the invented force from sentences written for it (the YAML files beside this)."""
