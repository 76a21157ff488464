"""Words that people use for one another when they ask: small groups of near-synonyms, written by hand.

Generic English only. A word may stand in several groups; what the groups get wrong is sense: "call" is both to name and
to telephone.
"""

from __future__ import annotations

from functools import cache

from lore.search.words import stem

GROUPS = """
    say tell speak talk mention state claim announce declare reply answer respond exclaim whisper shout yell cry
    ask question inquire request beg wonder
    reply answer respond response reaction react
    call phone telephone ring dial
    call name nickname title address
    think believe consider suppose guess reckon feel opinion
    know realize recognize understand learn aware
    want wish desire hope like need long
    need must require necessary have
    like love adore enjoy fond care
    hate dislike despise loathe
    hurt harm injure wound pain
    kill murder slay destroy die death
    die dead perish pass
    destroy ruin wreck annihilate
    fight battle struggle war quarrel argue argument dispute
    stop prevent quit cease halt end finish
    end finish complete over conclude
    begin start commence open
    begin happen occur
    leave go depart exit away out quit abandon
    go head travel move walk journey
    walk step stroll wander
    run hurry rush race dash flee
    come arrive reach enter return
    return back again
    enter inside into door
    find discover spot locate search look
    look see watch stare gaze glance observe notice view
    see meet visit
    search seek hunt look
    get receive obtain gain acquire fetch take win
    take grab seize steal carry bring
    bring fetch carry deliver
    steal rob thief
    give offer hand present gift provide
    buy purchase pay cost price money dollar
    money dollar buck cash coin gold rich wealth fortune
    sell trade
    eat food meal dinner lunch breakfast supper feast hungry feed dine
    drink wine beer coffee tea water thirsty
    sleep bed nap rest asleep dream tired
    wake rise awake
    home house apartment place flat room
    house cottage hut castle palace
    room bedroom kitchen chamber hall
    job work career profession occupation employ
    boss manager chief leader head
    friend pal buddy companion
    father dad daddy papa
    mother mom mama mum mommy
    parent mother father mom dad
    brother sibling sister
    son boy lad child kid
    daughter girl child kid
    child baby kid infant boy girl
    husband wife spouse marry
    marry wed wedding bride groom engage
    girlfriend boyfriend date
    man guy fellow gentleman
    woman lady girl
    people crowd everyone
    doctor physician nurse
    king queen prince princess
    happy glad pleased joy delight cheerful excited
    sad unhappy upset cry sorrow miserable grief weep tear
    angry mad furious upset annoyed rage
    afraid scared fear frighten terrify terror
    worry anxious nervous concern
    surprise shock amaze astonish astound
    embarrass ashamed shame humiliate
    sorry apologize regret forgive
    tired exhausted weary
    sick ill disease unwell
    smart clever wise intelligent brilliant
    stupid foolish fool dumb idiot
    crazy insane mad nuts freak
    beautiful pretty lovely handsome cute gorgeous attractive
    ugly hideous
    big large huge great enormous giant
    small little tiny
    old ancient age elderly year
    young youth
    quick fast swift rapid speed
    strong powerful power mighty
    weak feeble
    bad terrible awful horrible evil wicked
    good great wonderful nice fine excellent
    kind nice gentle
    funny hilarious laugh joke
    laugh giggle chuckle smile
    strange weird odd curious
    important special
    true truth real really honest
    lie false deceive trick fool
    hide secret conceal disguise
    secret private hidden
    promise swear vow oath pledge
    refuse decline reject deny
    accept agree consent approve
    suggest propose advise recommend offer plan proposal idea
    plan intend scheme idea gonna
    decide choose pick select
    try attempt effort
    help assist aid save rescue
    protect guard defend save
    save rescue free
    show reveal display
    explain describe tell
    describe compare like
    remember recall remind memory
    forget forgot
    teach learn teacher student lesson
    warn warning caution danger
    danger dangerous risk threat threaten
    punish punishment revenge
    allow let permit
    force make compel
    make create build construct prepare cook
    break smash crack shatter broke
    throw toss hurl cast fling
    hit strike punch slap beat knock smack
    push shove press
    pull drag draw
    cut chop slice
    hold grip grasp clutch
    touch feel rub
    kiss hug embrace
    open unlock
    close shut lock
    put place set lay
    sit seat chair
    stand rise
    wear dress clothes clothing suit outfit
    wait stay remain
    live dwell reside stay inhabit
    change transform turn become
    become turn
    rule control govern reign
    join together unite partner ally
    share together both
    win beat defeat victory
    lose lost
    talk conversation speak discuss chat converse
    meet meeting encounter
    letter note message write
    picture photo photograph painting
    song sing music
    car drive vehicle cab taxi
    boat ship sail
    plane flight fly airport
    doorway door gate entrance
    road path way street
    forest wood tree
    sea ocean water
    mountain hill rock
    morning dawn
    night evening tonight
    party celebration
    gift present
    reason because cause why
    cause make happen
    location where place
    name call
    want wan
    problem trouble wrong matter
    busy work
    lonely alone
    possible able can could
    never not refuse
    villain enemy evil foe
    hero good
    hot warm
    cold freeze
""".strip()
"""One group a line."""


@cache
def relatives() -> dict[str, frozenset[str]]:
    """Return, for each stem of the groups, the stems that stand in a group with it."""
    found: dict[str, set[str]] = {}
    for row in GROUPS.splitlines():
        group = {stem(form) for form in row.split()}
        for member in group:
            found.setdefault(member, set()).update(group - {member})
    return {member: frozenset(others) for member, others in found.items()}
