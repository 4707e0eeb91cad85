"""nasab finds the families of children whom war has separated from them."""
