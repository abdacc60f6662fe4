"""What the account says that makes bots, in English and German. `{}` and `{name}` are filled in; text between backticks is code."""

from __future__ import annotations

from typing import Any

LANGUAGES = ("en", "de")

_HELP = (
    (
        "I can help you create and manage bots. You can control me by sending these commands:\n\n"
        "/newbot - create a new bot\n/mybots - edit your bots\n\nEdit bots\n/setname - change a bot's name\n"
        "/setdescription - change bot description\n/setabouttext - change bot about info\n/setuserpic - change bot profile photo\n"
        "/setcommands - change the list of commands\n/deletebot - delete a bot\n\nBot settings\n/token - show authorization token\n"
        "/revoke - revoke bot access token\n/setinline - toggle inline mode\n/setinlinegeo - toggle inline location requests\n"
        "/setinlinefeedback - change inline feedback settings\n/setjoingroups - can your bot be added to groups?\n"
        "/setprivacy - toggle privacy mode in groups\n/setmenubutton - change the menu button\n"
        "/setdomain - link a website domain\n/setmainapp - change the main web app\n"
        "/setattach - show the bot in the attachment menu\n/setguest - let people call the bot into any chat\n"
        "/setguard - let the bot decide who may join\n"
        "/setmanager - let the bot make bots for others\n"
        "/setprivacypolicy - change its privacy policy\n\n"
        "Web apps\n/appkey - the key to check what they are told\n"
        "/newapp - create a new web app\n/myapps - list your web apps\n/deleteapp - delete a web app\n\n"
        "Games\n/newgame - create a new game\n/mygames - list your games\n/deletegame - delete a game\n\n"
        "/cancel - stop what we were doing"
    ),
    (
        "Mit mir kannst du Bots anlegen und verwalten. Das sind die Befehle:\n\n"
        "/newbot - einen neuen Bot anlegen\n/mybots - deine Bots bearbeiten\n\nBots bearbeiten\n/setname - Name ändern\n"
        "/setdescription - Beschreibung ändern\n/setabouttext - Infotext ändern\n/setuserpic - Profilbild ändern\n"
        "/setcommands - Befehlsliste ändern\n/deletebot - einen Bot löschen\n\nEinstellungen\n/token - Schlüssel anzeigen\n"
        "/revoke - Schlüssel austauschen\n/setinline - Inline-Modus\n/setinlinegeo - Standort bei Inline-Anfragen\n"
        "/setinlinefeedback - Rückmeldung über gewählte Ergebnisse\n/setjoingroups - darf der Bot in Gruppen?\n"
        "/setprivacy - Privatsphäre in Gruppen\n/setmenubutton - Menüknopf ändern\n"
        "/setdomain - eine Website verknüpfen\n/setmainapp - die Haupt-Web-App ändern\n"
        "/setattach - im Anhangmenü zeigen\n/setguest - in jeden Chat rufen lassen\n"
        "/setguard - über Beitritte entscheiden lassen\n"
        "/setmanager - Bots für andere anlegen lassen\n"
        "/setprivacypolicy - Datenschutzerklärung ändern\n\n"
        "Web-Apps\n/appkey - womit sich prüfen lässt, was sie erfahren\n"
        "/newapp - Web-App anlegen\n/myapps - Web-Apps auflisten\n/deleteapp - Web-App löschen\n\n"
        "Spiele\n/newgame - Spiel anlegen\n/mygames - Spiele auflisten\n/deletegame - Spiel löschen\n\n"
        "/cancel - abbrechen, was wir gerade tun"
    ),
)

WORDS: dict[str, tuple[str, str]] = {
    "help": _HELP,
    "text_wanted": ("Please send me a text.", "Bitte schick mir einen Text."),
    "failed": ("Sorry, that cannot be done. /help", "Das geht leider nicht. /help"),
    "appkey": (
        "Anybody can check with this Ed25519 key (hex) what web apps are told by this server:\n`{}`",
        "Mit diesem Ed25519-Schlüssel (hex) kann jeder prüfen, was dieser Server Web-Apps sagt:\n`{}`",
    ),
    "what": (
        "This account makes bots. Use it to create new bot accounts and manage your existing bots.",
        "Dieses Konto macht Bots: Hier legst du neue an und verwaltest die, die du hast.",
    ),
    "unknown": ("Unrecognized command. Say what? /help", "Das verstehe ich nicht. /help"),
    "cancelled": (
        "The command has been cancelled. Anything else I can do for you? /help",
        "Abgebrochen. Kann ich sonst etwas tun? /help",
    ),
    "idle": ("No active command to cancel. /help", "Es gibt nichts abzubrechen. /help"),
    "done": ("Success! /help", "Erledigt! /help"),
    "none": ("You have no bots yet. Use /newbot to make one.", "Du hast noch keine Bots. /newbot legt einen an."),
    "pick": ("Choose a bot.", "Wähle einen Bot."),
    "pick_wrong": ("That is none of your bots. Choose one.", "Das ist keiner deiner Bots. Wähle einen."),
    "your_bots": ("Choose a bot from the list below:", "Wähle einen Bot aus der Liste:"),
    "menu": ("Here it is: {} @{}.\nWhat do you want to do with the bot?", "Hier ist er: {} @{}.\nWas möchtest du tun?"),
    "ask_name": (
        "Alright, a new bot. How are we going to call it? Please choose a name for your bot.",
        "Gut, ein neuer Bot. Wie soll er heißen?",
    ),
    "ask_username": (
        "Good. Now let's choose a username for your bot. It must end in `bot`. Like this, for example: TetrisBot or tetris_bot.",
        "Gut. Nun braucht er einen Benutzernamen. Er muss auf `bot` enden, zum Beispiel TetrisBot oder tetris_bot.",
    ),
    "made": (
        (
            "Done! Congratulations on your new bot. You will find it at @{}.\n\nUse this token to access the API:\n`{}`\n"
            "Keep your token secure, it can be used by anyone to control your bot."
        ),
        (
            "Fertig! Dein neuer Bot ist da: @{}.\n\nMit diesem Schlüssel meldet er sich an:\n`{}`\n"
            "Halte ihn geheim: Wer ihn hat, kann den Bot steuern."
        ),
    ),
    "full": ("Sorry, you already have {} bots: that is the limit.", "Du hast schon {} Bots, mehr gehen nicht."),
    "name_wrong": ("Sorry, invalid name. 1 to 64 characters, please.", "Ungültiger Name: 1 bis 64 Zeichen bitte."),
    "username_wrong": ("Sorry, this username is invalid.", "Dieser Benutzername ist ungültig."),
    "username_suffix": (
        "Sorry, the username must end in 'bot'. E.g. 'Tetris_bot' or 'Tetrisbot'",
        "Der Benutzername muss auf „bot“ enden, etwa „Tetris_bot“ oder „Tetrisbot“.",
    ),
    "username_taken": (
        "Sorry, this username is already taken. Please try something different.",
        "Dieser Benutzername ist vergeben. Bitte versuche einen anderen.",
    ),
    "new_name": ("OK. Send me the new name for your bot.", "Gut. Schick mir den neuen Namen."),
    "description": (
        "OK. Send me the new description for the bot. People see it in an empty chat with your bot. /empty to remove it.",
        "Gut. Schick mir die neue Beschreibung. Sie steht im leeren Chat mit dem Bot. /empty entfernt sie.",
    ),
    "about": (
        "OK. Send me the new 'About' text. People see it on the bot's profile page. /empty to remove it.",
        "Gut. Schick mir den neuen Infotext. Er steht im Profil des Bots. /empty entfernt ihn.",
    ),
    "too_long": ("Sorry, that is too long. {} characters at most.", "Das ist zu lang: höchstens {} Zeichen."),
    "picture": ("OK. Send me the new profile photo for the bot.", "Gut. Schick mir das neue Profilbild."),
    "picture_wrong": ("Please send me a photo.", "Bitte schick mir ein Foto."),
    "commands": (
        (
            "OK. Send me a list of commands for your bot. Please use this format:\n\ncommand1 - Description\n"
            "command2 - Another description\n\nSend /empty to keep the list empty."
        ),
        (
            "Gut. Schick mir die Liste der Befehle in dieser Form:\n\nbefehl1 - Beschreibung\nbefehl2 - Noch eine Beschreibung\n\n"
            "/empty leert die Liste."
        ),
    ),
    "commands_wrong": (
        "Sorry, the list of commands is invalid. Each line: `command - Description`.",
        "Die Liste ist ungültig. Jede Zeile: `befehl - Beschreibung`.",
    ),
    "token": ("You can use this token to access the API:\n`{}`", "Mit diesem Schlüssel meldet sich der Bot an:\n`{}`"),
    "revoked": (
        "Your token was replaced with a new one. Use it to access the API:\n`{}`",
        "Der Schlüssel wurde ausgetauscht. Der neue ist:\n`{}`",
    ),
    "inline": (
        (
            "This will enable inline queries. Send me the placeholder message that people see behind the bot's name.\n/empty to turn off "
            "inline mode."
        ),
        (
            "Damit nimmt der Bot Inline-Anfragen an. Schick mir den Text, der hinter seinem Namen als Platzhalter steht.\n"
            "/empty schaltet den Inline-Modus ab."
        ),
    ),
    "inline_geo": ("Shall the bot get the location with inline queries?", "Soll der Bot den Standort erfahren?"),
    "feedback": (
        "Of how many chosen results shall the bot be told? Choose a share.",
        "Von wie vielen gewählten Ergebnissen soll der Bot erfahren?",
    ),
    "join_groups": ("May the bot be added to groups?", "Darf der Bot in Gruppen aufgenommen werden?"),
    "privacy": (
        (
            "'Enable' - your bot will only receive messages that either start with the '/' symbol or mention the bot by username.\n"
            "'Disable' - your bot will receive all messages that people send to groups."
        ),
        "„Einschalten“: Der Bot hört in Gruppen nur Befehle und was ihn nennt.\n„Ausschalten“: Er hört alles.",
    ),
    "attach": ("Shall people find the bot in their attachment menu?", "Soll der Bot ins Anhangmenü können?"),
    "guest": (
        "May people call the bot by its name into chats that it is not in?",
        "Darf man den Bot mit seinem Namen in Chats rufen, in denen er nicht ist?",
    ),
    "guard": (
        "May the bot decide who is let into the groups in which it is an admin?",
        "Darf der Bot entscheiden, wer in Gruppen eingelassen wird, in denen er Admin ist?",
    ),
    "manager": ("May the bot make bots for others?", "Darf der Bot Bots für andere anlegen?"),
    "menu_url": (
        "Send me the URL that will be opened when people press the menu button. /empty for the usual button.",
        "Schick mir die Adresse, die der Menüknopf öffnet. /empty für den üblichen Knopf.",
    ),
    "menu_text": ("Send me the title of the button.", "Schick mir die Aufschrift des Knopfes."),
    "domain": (
        "Send me the domain of your website, such as `example.org`. /empty to unlink it.",
        "Schick mir die Domain deiner Website, etwa `example.org`. /empty entfernt sie.",
    ),
    "domain_wrong": ("Sorry, that is no domain.", "Das ist keine Domain."),
    "policy": (
        "Send me the URL of the bot's privacy policy. /empty to remove it.",
        "Schick mir die Adresse der Datenschutzerklärung. /empty entfernt sie.",
    ),
    "main_app": (
        "Send me the URL of the bot's main web app. /empty to remove it.",
        "Schick mir die Adresse der Haupt-Web-App. /empty entfernt sie.",
    ),
    "url_wrong": (
        "Sorry, this URL is invalid. It must be https.",
        "Diese Adresse ist ungültig. Sie muss mit https beginnen.",
    ),
    "choose": ("Choose 'Enable' or 'Disable'.", "Wähle „Einschalten“ oder „Ausschalten“."),
    "enable": ("Enable", "Einschalten"),
    "disable": ("Disable", "Ausschalten"),
    "app_title": ("Please enter a title.", "Bitte gib einen Titel ein."),
    "app_description": ("Please enter a short description.", "Bitte gib eine kurze Beschreibung ein."),
    "app_photo": ("Please upload a photo, or send /empty.", "Bitte schick ein Foto, oder /empty."),
    "app_url": ("Please send me the URL of the web app.", "Bitte schick mir die Adresse der Web-App."),
    "app_name": (
        "Now choose a short name: 3-30 characters, a-zA-Z0-9_.",
        "Nun ein kurzer Name: 3 bis 30 Zeichen, a-zA-Z0-9_.",
    ),
    "app_name_wrong": ("Sorry, this short name is invalid or taken.", "Dieser Name ist ungültig oder vergeben."),
    "app_made": ("Done! Here it is: {}", "Fertig! Hier ist sie: {}"),
    "apps": ("Your web apps:\n{}", "Deine Web-Apps:\n{}"),
    "games": ("Your games:\n{}", "Deine Spiele:\n{}"),
    "nothing": ("There are none yet.", "Es gibt noch keine."),
    "app_delete": ("Send me the short name of what shall be deleted:\n{}", "Schick mir den kurzen Namen:\n{}"),
    "app_unknown": ("There is no such name.", "Diesen Namen gibt es nicht."),
    "delete": (
        "OK, you selected @{}. Are you sure?\n\nSend `{}` to confirm you really want to delete this bot.",
        "Du hast @{} gewählt. Sicher?\n\nSchick `{}`, um den Bot wirklich zu löschen.",
    ),
    "late": ("@{} has fallen behind: {} updates wait for it.", "@{} kommt nicht nach: {} Updates warten."),
    "late_error": ("Its last error: `{}`", "Der letzte Fehler: `{}`"),
    "sure": ("Yes, I am totally sure.", "Ja, ich bin ganz sicher."),
    "delete_wrong": (
        "Please enter the confirmation text exactly like this:\n{}",
        "Bitte gib die Bestätigung genau so ein:\n{}",
    ),
    "deleted": ("Done! The bot is gone. /help", "Der Bot ist gelöscht. /help"),
    "button_token": ("API Token", "Schlüssel"),
    "button_name": ("Edit Name", "Name"),
    "button_about": ("Edit About", "Infotext"),
    "button_description": ("Edit Description", "Beschreibung"),
    "button_picture": ("Edit Botpic", "Profilbild"),
    "button_commands": ("Edit Commands", "Befehle"),
    "button_inline": ("Inline Mode", "Inline-Modus"),
    "button_groups": ("Allow Groups?", "Gruppen?"),
    "button_privacy": ("Group Privacy", "Privatsphäre"),
    "button_menu": ("Menu Button", "Menüknopf"),
    "button_delete": ("Delete Bot", "Bot löschen"),
    "button_back": ("« Back", "« Zurück"),
}


def say(language: str, key: str, *parts: Any) -> str:
    """One of the texts in a language; English where there is no other."""
    return WORDS[key][LANGUAGES.index(language) if language in LANGUAGES else 0].format(*parts)


def is_said(key: str, text: str) -> bool:
    """Whether somebody says this, in whichever language."""
    return text.strip().casefold() in {one.casefold() for one in WORDS[key]}
