"""Signing up and in, devices, profiles, contacts, settings."""
