"""The verbs of the story, one file each, in the order in which a family meets them.

    ask         a family asks; a phrase lets them come back
    attend      notes, calls back, handing over to a colleague
    break_glass a colleague's enquiry is opened with a reason, and another person looks at that
    unsent      what is still being written, kept under a phrase
    alive       somebody says of themself that they live
    minimise    a closed enquiry forgets how the family can be reached
    proof       papers that show how an enquirer is related
    challenge   a question that only he and his family can answer
    register    the holding side writes down who is held, and what happens to them
    head_count  heads are counted at a site and set beside the register
    import_list a list of people held is looked through, taken in by portions, and can be undone
    search      every enquiry is held against every record, and again on every change
    search_again once a day: up to here everything was held against everything
    review      one reviewer judges a match
    confirm     a second reviewer, who saw no verdict, decides; a mistake is revoked by two
    inquire     a pair cannot be told: the person held is asked one thing about himself
    answer      consent, two signatures, and only then the family is told
    set_right   it was a mistake: each who had learnt of it is told by one and asked by another
    message     family news, read once on each side
    translate   and in the language of whoever reads it, by a person
    call        a mother sees her son
    borders     the book of borders: what is known of the way, and until when
    travel      the way to where he is met
    exchange    who goes on a list of an exchange, and who was passed over
    handover    a person given back, identity checked by two
    mourn       a death, certified, signed by two, told by a person
    support     and what the bereaved are offered
    gather      public material is read into leads
    read        people judge those leads; two, where someone is said to have been killed
    meet        what is claimed meets what is asked, as possible and never more
    guide       checked contacts and ways become cards that a liaison may send
    prefill     an announcement fills in what it says for those who plan
    announce    what we say in public: two people, four languages, corrections that all can see
    reach       how and when a family may be told by a machine, or no more
    subscribe   an address asks for announcements by e-mail, confirms it, and leaves
    hotline     what the telephone system tells of a call
    notify      what leaves us: sent, to be tried, or unknown and on a desk
    tally       numbers stand side by side in the claims ledger
    source      the places that are looked at again and again
    evacuate    a corridor: proposed, agreed by both parties, planned
    arrange     its plans, made by the worker stage by stage
    convoy      two send it off, any one aborts it, every collection point is told
    hand_out    the manifest with names, for one named recipient, by two
    board       a trip and those who are to board it
    equip       telephones that may write who boards and who arrives
    count       what they wrote, added up: who is on the way, who arrived
    trace       whoever is missing is looked for
    recognise   whoever arrived without a token may be one who was to travel
    record      a disaster: who is sought, trapped, in hospital, in a shelter or safe, and for how long
    account     how a member of staff comes in: an invitation, keys, codes
    keep_view   a list as somebody likes to see it, under a name of their own
    connect     machines act for somebody, by a token, until a day
    hook        and are told that something changed
    administer  operations, and who may do what in them

A step is one function, one transaction and one Move: `verb(row, …, by=actor, at=now)`. It checks what it
was given, writes its rows and appends the move; it sends nothing and calls no other step. What follows
from a move stands in `jobs/reactions/`.
"""
