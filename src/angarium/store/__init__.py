"""The only room that speaks SQL: schema, migrations, queries that return facts."""
