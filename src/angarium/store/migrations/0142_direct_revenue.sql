-- What people pay for direct messages stands with what they pay for all others, in message_revenue.
ALTER TABLE direct_topic DROP COLUMN revenue;
