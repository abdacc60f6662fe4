"""The wire language: TL objects of every served layer, and the codec between them and bytes."""
