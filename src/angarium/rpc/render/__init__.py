"""Facts → TL, for one viewer. Layers are the codec's business: everything here is made in the canonical layer."""
