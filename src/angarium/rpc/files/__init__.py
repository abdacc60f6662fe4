"""Methods about files: uploads, downloads, stickers, shelves of media."""
