"""How clients may look: colours, themes, wallpapers, languages."""
