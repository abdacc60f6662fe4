"""The settings: one frozen tree. Every field has a type, bounds, a default and one sentence."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct, field

KIB, MIB, GIB = 1 << 10, 1 << 20, 1 << 30

Line = Annotated[str, Meta(max_length=256)]
Port = Annotated[int, Meta(ge=1, le=65535)]
Count = Annotated[int, Meta(ge=1, le=10_000_000)]
Letters = Annotated[int, Meta(ge=1, le=32_768)]
FileSize = Annotated[int, Meta(ge=1, le=4 * GIB)]
Network = Annotated[str, Meta(pattern=r"^[0-9A-Fa-f:.]{2,45}(/[0-9]{1,3})?$")]
Sender = Literal["console", "in_app", "smtp", "http_sms"]


class Section(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A part of the tree; what it does not name is refused."""


class Registration(Section, frozen=True):
    """Who may make an account."""

    mode: Annotated[
        Literal["open", "invite", "approval", "closed"],
        "Who may sign up: anyone, holders of an invite code, those whom an operator approves, or nobody.",
    ] = "open"
    per_minute: Annotated[Count, "New accounts a minute; people beyond that are told how long to wait."] = 6000


class Smtp(Section, frozen=True):
    """The mail server through which codes and recovery mails go out."""

    host: Annotated[Line, "Name of the mail server; empty: no mail is sent."] = ""
    port: Annotated[Port, "Port of the mail server."] = 587
    security: Annotated[Literal["starttls", "tls", "none"], "How the way to the mail server is protected."] = "starttls"
    user: Annotated[Line, "Account at the mail server; empty: none is needed."] = ""
    password: Annotated[Line, "Password of that account."] = ""
    sender: Annotated[Line, "Address that mails come from, such as `chat@example.org`."] = ""


class HttpSms(Section, frozen=True):
    """A text-message service that takes one HTTP request for each message."""

    url: Annotated[Line, "Address that takes the request; empty: no text message is sent."] = ""
    method: Annotated[Literal["POST", "GET"], "Method of the request."] = "POST"
    headers: Annotated[dict[str, str], Meta(max_length=20), "Headers of the request, such as `Authorization`."] = field(
        default_factory=dict
    )
    body: Annotated[
        str,
        Meta(max_length=4096),
        "Body of the request; `{phone}`, `{code}` and `{text}` are filled in, escaped for JSON.",
    ] = '{"to": "{phone}", "text": "{text}"}'
    timeout: Annotated[int, Meta(ge=1, le=60), "Seconds after which the service counts as failed."] = 10


class Codes(Section, frozen=True):
    """The codes that prove a phone number."""

    length: Annotated[int, Meta(ge=4, le=8), "Digits of a code."] = 5
    ttl: Annotated[int, Meta(ge=30, le=86_400), "Seconds for which a code is good."] = 300
    attempts: Annotated[int, Meta(ge=1, le=20), "Wrong tries after which a code is void."] = 5
    test_numbers: Annotated[
        bool, "Accept the test numbers 99966XYYYY, whose code is X repeated; never on a public server."
    ] = False
    senders: Annotated[
        tuple[Sender, ...],
        Meta(min_length=1, max_length=4),
        "Ways out for a code: the console whenever it is listed, and the first other one that reaches the number; "
        "asking again goes on to the next.",
    ] = ("in_app", "console")
    http_sms: Annotated[HttpSms, "The text-message service behind the sender `http_sms`."] = HttpSms()


class Freshness(Section, frozen=True):
    """What comes new into an older account may be a thief's: for a while it may not do what cannot be undone."""

    password: Annotated[
        int, Meta(ge=0, le=31_536_000), "Seconds after which a new password may give groups, channels and bots away."
    ] = 604_800
    session: Annotated[
        int,
        Meta(ge=0, le=31_536_000),
        "Seconds after which a device that has signed in may give those away, change the number, sign older devices out and, "
        "beside them, appoint admins.",
    ] = 86_400


class Limits(Section, frozen=True):
    """The sizes and numbers that clients are told and held to."""

    message_length: Annotated[Letters, "Longest message text, in characters."] = 4096
    caption_length: Annotated[Letters, "Longest caption, in characters."] = 1024
    about_length: Annotated[Letters, "Longest profile text, in characters."] = 140
    pinned_dialogs: Annotated[Count, "Chats that can be pinned in the main list."] = 10
    pinned_archived: Annotated[Count, "Chats that can be pinned in the archive."] = 100
    contacts: Annotated[Count, "Contacts of one account."] = 10_000
    sessions: Annotated[Count, "Devices signed in to one account."] = 100
    bots: Annotated[Count, "Bots of one account."] = 20
    scheduled: Annotated[Count, "Messages that wait to be sent in one chat."] = 100
    group_members: Annotated[Count, "Members of a basic group."] = 200
    supergroup_members: Annotated[Count, "Members of a supergroup."] = 200_000
    channels: Annotated[Count, "Groups and channels that one account may be in."] = 1000
    public_channels: Annotated[Count, "Groups and channels with a public name that one account may own."] = 20
    invitations: Annotated[Count, "Strangers that one account may add to groups and channels a day."] = 5000
    strangers: Annotated[Count, "Strangers to whom one account may write first a day."] = 2000
    admins: Annotated[Count, "Admins of a group or channel."] = 50
    file_size: Annotated[FileSize, "Largest file, in bytes."] = 2 * GIB
    premium_file_size: Annotated[FileSize, "Largest file of a premium account, in bytes."] = 4 * GIB
    storage: Annotated[int, Meta(ge=0), "Bytes of files that one account may hold; 0: as many as the disk takes."] = 0
    stories_active: Annotated[Count, "Stories of one account or channel that are active at a time."] = 100
    stories_weekly: Annotated[Count, "Stories posted in a week."] = 700
    stories_monthly: Annotated[Count, "Stories posted in a month."] = 3000
    stories_top: Annotated[Count, "Stories at the head of a profile."] = 3
    story_caption: Annotated[Letters, "Longest caption of a story, in characters."] = 2048
    story_albums: Annotated[Count, "Albums of stories on one profile."] = 100
    story_album_stories: Annotated[Count, "Stories in one album."] = 1000
    imports: Annotated[Count, "Chat histories of other messengers that one account may import a day."] = 20
    import_size: Annotated[
        int, Meta(ge=64 * KIB, le=64 * MIB), "Largest exported chat that can be imported, in bytes."
    ] = 16 * MIB
    import_files: Annotated[Count, "Files that may come with one imported chat."] = 5000
    secret_queue: Annotated[
        Count, "Encrypted messages of secret chats that wait for one device; of more, the oldest is dropped."
    ] = 5000
    unfinished_uploads: Annotated[int, Meta(ge=MIB), "Bytes of unfinished uploads that one account may hold."] = 8 * GIB
    connections: Annotated[Count, "Open connections; further ones are closed at once."] = 100_000
    connections_per_address: Annotated[Count, "Open connections from one network address."] = 10_000
    unsent: Annotated[
        int, Meta(ge=64 * KIB, le=64 * MIB), "Bytes that wait for a slow client before its connection is closed."
    ] = 4 * MIB


class Rate(Section, frozen=True):
    """How often a thing may be done: a bucket that refills evenly."""

    burst: Annotated[Count, "Times in a row."] = 60
    per_minute: Annotated[Count, "Times a minute in the long run."] = 600


class Rates(Section, frozen=True):
    """How often one account may call, and before signing in one address; beyond it stands FLOOD_WAIT_X."""

    send: Annotated[Rate, "Messages sent, forwarded and edited."] = Rate(burst=200, per_minute=6000)
    upload: Annotated[Rate, "Parts of files."] = Rate(burst=8000, per_minute=120_000)
    code: Annotated[Rate, "Codes for one phone number."] = Rate(burst=5, per_minute=5)
    sign_in: Annotated[Rate, "Tries to sign in with a code or a password."] = Rate(burst=10, per_minute=10)
    address: Annotated[Rate, "Codes and accounts for one network address."] = Rate(burst=1000, per_minute=6000)
    contacts: Annotated[Rate, "Contacts imported and names resolved."] = Rate(burst=2000, per_minute=600)
    search: Annotated[Rate, "Searches."] = Rate(burst=60, per_minute=600)
    other: Annotated[Rate, "Every other call."] = Rate(burst=2000, per_minute=60_000)


class Tls(Section, frozen=True):
    """The certificate for clients that are not on this machine; `angarium cert` makes one."""

    certificate: Annotated[
        Line, "PEM file of the certificate and its chain; empty: `tls/server.pem` in the data folder, if it is there."
    ] = ""
    key: Annotated[Line, "PEM file of the certificate's key; empty: `tls/server.key` in the data folder."] = ""


class Logging(Section, frozen=True):
    """What the server tells its operator."""

    level: Annotated[Literal["debug", "info", "warning", "error"], "The least important thing that is told."] = "info"
    format: Annotated[
        Literal["auto", "text", "json"], "Text for people or JSON lines for programs; `auto` looks who is reading."
    ] = "auto"


class Handshakes(Section, frozen=True):
    """Key exchanges, which cost the most: they run in processes of their own, at low priority."""

    processes: Annotated[int, Meta(ge=0, le=64), "Processes for key exchanges; 0: inside the server itself."] = 1
    waiting: Annotated[Count, "Key exchanges that may wait; further clients are turned away."] = 512
    timeout: Annotated[int, Meta(ge=5, le=600), "Seconds that a client has to finish its key exchange."] = 60


class Previews(Section, frozen=True):
    """Previews of links, which the server fetches itself."""

    enabled: Annotated[bool, "Fetch what people link to and show what it says of itself."] = True
    allow: Annotated[
        tuple[Network, ...],
        Meta(max_length=32),
        "Networks besides the public internet that may be fetched from, such as `10.0.0.0/8`, on any port.",
    ] = ()


class Translation(Section, frozen=True):
    """A program that translates messages; it speaks LibreTranslate's API."""

    url: Annotated[Line, "Address of the program, such as `http://127.0.0.1:5000`; empty: nothing is translated."] = ""
    key: Annotated[Line, "Key that the program asks for; empty: none."] = ""
    timeout: Annotated[int, Meta(ge=1, le=120), "Seconds after which a translation counts as failed."] = 20


class Transcription(Section, frozen=True):
    """A program that writes down what is said in voice messages; it takes what OpenAI's transcriptions take."""

    url: Annotated[
        Line, "Address, such as `http://127.0.0.1:8000/v1/audio/transcriptions`; empty: nothing is written down."
    ] = ""
    key: Annotated[Line, "Key that the program asks for; empty: none."] = ""
    model: Annotated[Line, "Name of the model that the program shall use."] = "whisper-1"
    timeout: Annotated[int, Meta(ge=1, le=600), "Seconds after which writing down counts as failed."] = 120


class Assistant(Section, frozen=True):
    """A program that helps with words: sums up, corrects, puts differently; it takes what OpenAI's chat completions take."""

    url: Annotated[Line, "Address, such as `http://127.0.0.1:8080/v1/chat/completions`; empty: nobody helps."] = ""
    key: Annotated[Line, "Key that the program asks for; empty: none."] = ""
    model: Annotated[Line, "Name of the model that the program shall use."] = "default"
    timeout: Annotated[int, Meta(ge=1, le=600), "Seconds after which help counts as failed."] = 60


class Terms(Section, frozen=True):
    """What people have to agree to who make an account, and everybody when it changes."""

    text: Annotated[str, Meta(max_length=65_536), "The terms, in Markdown; empty: there are none."] = ""
    file: Annotated[Line, "File that holds them instead, beside this one or at an absolute path."] = ""
    min_age: Annotated[int, Meta(ge=0, le=120), "Age that people must confirm they have reached; 0: any."] = 0
    popup: Annotated[bool, "Clients stop at new terms until they are accepted; who declines loses the account."] = False


class Apps(Section, frozen=True):
    """Newer versions of the programs with which people come here, as the operator hands them out."""

    newest: Annotated[
        tuple[Line, ...],
        Meta(max_length=32),
        "Newest versions, each as `platform version address`: the platform as the program names its words (`android`, `tdesktop`),"
        " or with the shop that it is from (`android/com.android.vending`).",
    ] = ()
    text: Annotated[str, Meta(max_length=4096), "What is new, in Markdown."] = ""
    required: Annotated[bool, "Older versions stop until they are replaced."] = False


class Stars(Section, frozen=True):
    """Stars, with which people pay for reactions, posts and what bots offer. They are play money: nobody buys or sells them."""

    start: Annotated[int, Meta(ge=0, le=1_000_000_000), "Stars that everyone has to begin with."] = 2500
    monthly: Annotated[int, Meta(ge=0, le=1_000_000_000), "Further stars for everyone in each later month."] = 500
    boosts: Annotated[int, Meta(ge=0, le=100), "Boosts that everyone can give to supergroups and channels."] = 4
    test_payments: Annotated[
        bool,
        "Bots may also ask for ordinary currencies, with the provider token `TEST`: clients then show a form on which nobody pays.",
    ] = False


class Cdn(Section, frozen=True):
    """Another machine, near the readers and not trusted, that hands out encrypted pieces of popular public files: `angarium cdn` runs
    there and prints what to write here."""

    address: Annotated[Line, "Where clients find that machine, as `ip:port`; empty: there is none."] = ""
    key: Annotated[str, Meta(max_length=1024), "Public key of that machine (PKCS#1 PEM)."] = ""
    secret: Annotated[Line, "Secret that the two machines share, 64 hexadecimal digits."] = ""
    push: Annotated[
        Line, "Where this server finds that machine, such as `http://10.0.0.5:8480`; empty: at `address`."
    ] = ""
    dc_id: Annotated[int, Meta(ge=6, le=999), "Number under which clients know that machine; the same on both."] = 203
    people: Annotated[
        int, Meta(ge=1, le=10_000), "People who ask for a file within an hour before others are sent there for it."
    ] = 20
    smallest: Annotated[FileSize, "Smallest file for which anybody is sent there, in bytes."] = MIB
    upload: Annotated[int, Meta(ge=16 * MIB), "Bytes that are pushed there in an hour at most."] = 32 * GIB
    cache: Annotated[
        int, Meta(ge=16 * MIB), "On that machine: bytes that it keeps; what was read least lately goes."
    ] = 16 * GIB


class Config(Section, frozen=True):
    """All settings of one server."""

    name: Annotated[str, Meta(min_length=1, max_length=64), "Name of this server, as people see it."] = "Angarium"
    data: Annotated[
        str, Meta(max_length=4096), "Folder of the database, the key and the files; empty: the folder of this file."
    ] = ""
    listen: Annotated[
        tuple[Line, ...],
        Meta(min_length=1, max_length=32),
        "Addresses to listen on, as `host:port`; every protocol is served on each.",
    ] = ("127.0.0.1:8480",)
    public_address: Annotated[
        Line, "Address that clients are told, as `host` or `host:port`; empty: the one through which they came."
    ] = ""
    dc_id: Annotated[int, Meta(ge=1, le=5), "Number under which clients know this data centre."] = 2
    registration: Annotated[Registration, "Who may make an account."] = Registration()
    terms: Annotated[Terms, "What people have to agree to."] = Terms()
    apps: Annotated[Apps, "Newer versions of people's programs."] = Apps()
    codes: Annotated[Codes, "The codes that prove a phone number."] = Codes()
    smtp: Annotated[Smtp, "The mail server for codes and recovery mails."] = Smtp()
    freshness: Annotated[Freshness, "What new passwords and devices have to wait for."] = Freshness()
    limits: Annotated[Limits, "Sizes and numbers that clients are told and held to."] = Limits()
    rates: Annotated[Rates, "How often one account may call."] = Rates()
    tls: Annotated[Tls, "The certificate for clients that are not on this machine."] = Tls()
    logging: Annotated[Logging, "What the server tells its operator."] = Logging()
    handshakes: Annotated[Handshakes, "Where and how many key exchanges run."] = Handshakes()
    previews: Annotated[Previews, "Previews of links."] = Previews()
    translation: Annotated[Translation, "A program that translates."] = Translation()
    transcription: Annotated[Transcription, "A program that writes down what is said."] = Transcription()
    assistant: Annotated[Assistant, "A program that helps with words."] = Assistant()
    cdn: Annotated[Cdn, "A machine near the readers for popular public files."] = Cdn()
    stars: Annotated[Stars, "Play money, and boosts."] = Stars()
