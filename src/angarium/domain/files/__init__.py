"""What is uploaded, stored once and shown: photos, documents, stickers."""
