"""The pages that are generated: each module has one `render(root)`; the committed page must equal what it returns."""
