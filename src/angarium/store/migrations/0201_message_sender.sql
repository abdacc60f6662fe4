-- What one member wrote in a group: looked for by admins before they delete all of it, and by whoever searches a group for somebody.
CREATE INDEX message_sender ON message (box, peer, sender, id) WHERE peer < 0;
