"""Closed word lists of English narration: verbs of speech, titles, kinship, pronouns.

Words of the language only. No given name, surname or place belongs here.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SPEECH_VERBS = _words("""
said says say saying asked asks ask asking replied replies reply replying answered answers answer answering cried
cries cry crying exclaimed exclaims exclaim exclaiming shouted shouts shout shouting whispered whispers whisper
whispering murmured murmurs murmur murmuring muttered mutters mutter muttering called calls calling added adds add
adding continued continues continue continuing remarked remarks remark remarking returned returns observed observes
observe observing inquired inquires inquire inquiring enquired enquires enquire enquiring demanded demands demand
demanding declared declares declare declaring repeated repeats repeat repeating rejoined rejoins responded responds
respond responding resumed resumes interrupted interrupts interrupting began begins beginning begun explained explains
explain explaining suggested suggests suggest suggesting admitted admits admit admitting agreed agrees agree agreeing
protested protests protest protesting insisted insists insist insisting announced announces announce announcing
ejaculated ejaculates ejaculating gasped gasps gasping sighed sighs sighing groaned groans groaning moaned moans
sobbed sobs sobbing screamed screams screaming yelled yells yelling roared roars roaring growled growls growling
snarled snarls snapped snaps snapping hissed hisses laughed laughs chuckled chuckles giggled giggles sneered sneers
retorted retorts retorting pursued pursues proceeded proceeds commented comments commenting concluded concludes
confessed confesses conceded concedes corrected corrects warned warns warning urged urges urging begged begs begging
pleaded pleads pleading implored implores entreated entreats promised promises promising assured assures assuring
persisted persists argued argues objected objects ventured ventures volunteered volunteers wondered wonders mused
muses musing thought thinks reflected reflects stammered stammers stuttered stutters faltered falters breathed
breathes panted pants drawled drawls grumbled grumbles mumbled mumbles whined whines wailed wails shrieked shrieks
bellowed bellows barked barks boomed booms croaked croaks purred purrs cooed coos quoted quotes recited recites read
reads sang sings told tells tell telling queried queries questioned questions reminded reminds greeted greets
acknowledged acknowledges affirmed affirms asserted asserts avowed avows blurted blurts boasted boasts challenged
challenges chimed chimes coaxed coaxes complained complains commanded commands ordered orders counseled counselled
cursed swore swears cut echoed echoes finished finishes grunted grunts hinted hints instructed instructs interposed
interposes interjected interjects joked jokes lied lies mocked mocks mouthed mouths nodded nods noted notes offered
offers piped pipes pointed pressed presses pronounced pronounces quavered rasped rasps reasoned reasons rebuked
recalled recalls reassured reassures related reported reports scoffed scoffs scolded scolds smiled smiles grinned
grins spoke speaks speaking spat stated states stormed submitted teased teases thundered thunders vowed vows supplied
supplies apologized apologised apologizes bawled blubbered burst broke chattered cautioned consented cackled decided
deplored dictated exhorted expostulated fumed gabbled gurgled hazarded hollered jeered lamented lisped mimicked opined
prayed prompted proposed proposes quipped ranted raved remonstrated replying requested requests scowled shrilled
simpered sniffed sniffs sniffled snorted snorts soothed squeaked squealed squeaks testified threatened threatens
translated twitted uttered utters whimpered whimpers wrote writes yawned yelped bleated babbled bantered beamed bade
bid adjured advised advises allowed appealed approved averred invited invites
""")
"""Verbs whose subject may be the speaker of the quotation beside them."""

SURE_VERBS = _words("""
said says asked asks replied replies answered answers cried cries exclaimed exclaims shouted whispered whispers
murmured murmurs muttered mutters added adds continued remarked observed inquired enquired demanded declared repeated
rejoined responded interrupted explained suggested announced ejaculated retorted pursued protested insisted gasped
began returned called stammered admitted
""")
"""The subset that hardly ever does anything but carry speech."""

MALE_TITLES = _words("""
mr mister sir lord master monsieur signor herr uncle father king prince count baron brother duke earl squire don
grandfather grandpa dad daddy papa pa general colonel captain admiral major inspector lieutenant corporal constable
rev reverend marquis emperor friar abbe
""")
FEMALE_TITLES = _words("""
mrs miss ms lady madame madam mme mlle mademoiselle signora signorina frau fraulein aunt auntie mother queen princess
countess baroness sister duchess dame grandmother grandma mamma mama mom mum nurse marchioness empress
""")
NEUTRAL_TITLES = _words("""
dr doctor professor prof st judge sergeant president senator governor mayor cousin detective officer agent nanny
deacon justice chief commander minister mx
""")
TITLES = MALE_TITLES | FEMALE_TITLES | NEUTRAL_TITLES
ABBREVIATED = _words("mr mrs ms dr st mme mlle rev prof gen col capt lt sgt messrs jr sr hon esq")
ADORNMENTS = _words("dearest darling dear poor old young little good sweet my aged ugly")
"""Words that decorate a name and are no part of it."""

MALE_NOUNS = _words("""
man boy gentleman father brother son husband uncle nephew grandfather grandson king prince lord duke count baron lad
fellow chap guy gentlemen men boys butler footman coachman priest clergyman monk friar policeman fireman salesman
businessman workman sailor soldier knight squire widower bachelor bridegroom groom stepfather godfather papa dad daddy
pa grandpa sir waiter actor emperor wizard host landlord milkman postman porter carpenter blacksmith barber headmaster
schoolmaster bartender old-timer youth sheriff vicar parson curate rector captain colonel general sergeant major
admiral inspector constable brother-in-law son-in-law father-in-law henchman
""")
FEMALE_NOUNS = _words("""
woman girl lady mother sister daughter wife aunt niece grandmother granddaughter queen princess duchess countess
baroness lass ladies women girls maid housemaid housekeeper nurse governess nun widow bride hostess landlady
stepmother godmother mamma mama mom mum grandma madam waitress actress empress witch seamstress washerwoman charwoman
spinster mistress headmistress schoolmistress heroine sister-in-law daughter-in-law mother-in-law damsel maiden matron
dame ma'am fiancee
""")
NEUTRAL_NOUNS = _words("""
child person friend stranger servant doctor cousin guest visitor neighbor neighbour companion teacher student pupil
driver clerk lawyer secretary officer detective agent guard cook artist writer author poet reporter speaker voice baby
kid parent owner leader chief boss partner enemy creature figure prisoner patient customer passenger traveler
traveller scholar lover youngster teenager scientist engineer pilot director manager assistant president
minister mayor judge juror witness conductor singer musician farmer fisherman thief robber killer invalid
orphan tutor professor merchant banker attendant messenger operator receptionist roommate other elder younger latter
former notary apothecary surgeon physician magistrate jailer gaoler warder janitor chauffeur innkeeper shopkeeper
housekeeper gatekeeper baker butcher tailor cobbler miller grocer gardener valet steward bailiff usher beadle sexton
deacon pastor preacher warden sentry sentinel scout shepherd drover pirate skipper boatswain mariner pedlar peddler
beggar tramp auctioneer broker editor publisher printer critic composer violinist pianist gambler bookkeeper typist
cashier midwife spy burglar convict hangman executioner official envoy ambassador herald courier dwarf hermit pilgrim
healer barmaid barkeeper coroner barrister solicitor attorney foreman overseer mechanic electrician technician medic
paramedic cop marshal ranger trooper recruit cadet proprietor dealer keeper
""")
PERSON_NOUNS = MALE_NOUNS | FEMALE_NOUNS | NEUTRAL_NOUNS
KIN = _words("""
mother father sister brother wife husband son daughter aunt uncle niece nephew cousin grandmother grandfather grandson
granddaughter mamma mama papa mom mum dad daddy stepmother stepfather mother-in-law father-in-law sister-in-law
brother-in-law fiancee friend companion host hostess guest master mistress employer lover partner landlady landlord
secretary
""")

PLAIN_NOUNS = _words("""
man boy gentleman fellow chap guy lad youth woman girl lady child person stranger lass creature kid figure young other
""")
"""Nouns that describe somebody who may well have a name already."""

KIN_TITLES = {
    "wife": "mrs", "mother": "mrs", "mamma": "mrs", "mama": "mrs", "mistress": "mrs", "hostess": "mrs",
    "husband": "mr", "father": "mr", "papa": "mr", "master": "mr", "host": "mr",
}  # fmt: skip
"""The title that somebody's kin goes by where the family's surname is known."""

MALE_PRONOUNS = _words("he him his himself")
FEMALE_PRONOUNS = _words("she her hers herself")

MALE_VOCATIVES = _words("sir mister papa father dad daddy sire monsieur brother uncle lad sonny grandfather grandpa")
FEMALE_VOCATIVES = _words("""
madam ma'am miss mamma mama mother mum mom madame mademoiselle auntie aunt sister lady grandmother grandma m'm
""")

NEVER_NAMES = _words("""
a about above after again against ah ain't aint alas all almost alone already also although always am amen among an
and another any anybody anyhow anyone anything anyway are aren't as ask at away aye back be because been before behind
being believe besides better between both but by bye can can't cannot certainly chapter christmas come could couldn't
damn dear dearest darling did didn't do does doesn't don't done down during each easter eh either else enough even
ever every everybody everyone everything everywhere except excuse exactly farewell few finally fine first following
for from further get give given go god goddess good good-bye goodbye good-morning good-night goodnight gracious great
had hadn't half hallo hand has hasn't have haven't having he he'd he'll he's hear heaven heavens hello hence her here
here's hers herself hey hi him himself his hm hmm hold how how's however humph hullo hurrah hush i i'd i'll i'm i've
if in indeed inside instead into is isn't it it'd it'll it's its itself jesus just keep know last later least leave
less let let's like listen little long look lord lots many may maybe me meanwhile merely might mind mine more moreover
most mostly much must my myself nay near nearly need neither never nevertheless next no nobody none nonsense nor not
nothing now nowhere o o' of off oh ok okay on once one only onto or other others our ours out outside over perhaps
please poor pray presently probably quick quickly quite rather ready really right round said same see seeing seldom
several shall she she'd she'll she's should shouldn't silence since sit slowly so some somebody somehow someone
something sometimes somewhere soon sorry stay still stop strange such suddenly suppose sure surely take tell than
thank thanks that that's the their theirs them themselves then there there's therefore these they they'd they'll
they're they've thing things think this those though three through throughout thus thy till to today together told
tomorrow tonight too towards true try turning twice two under underneath unfortunately unless until up upon us use
very wait was wasn't watch we we'd we'll we're we've welcome well went were weren't what what's whatever when whenever
where where's whereupon wherever whether which while who who'd who's whom whose why will with within without won't
worse would wouldn't yea yeah yes yesterday yet you you'd you'll you're you've young your yours yourself monday
tuesday wednesday thursday friday saturday sunday january february march april june july august september october
november december spring summer autumn winter english french german italian spanish american british irish scotch
scottish welsh dutch russian chinese japanese indian roman greek latin african european christian catholic protestant
jewish bible sir madam ma'am oh! hark ha ho bah pooh bravo behold begin end part book volume act scene prologue
epilogue contents preface introduction note notes author title summary disclaimer rating pairing fandom warning
warnings review reviews update thanksgiving halloween street road avenue square park hotel house hall church river
lake mount mountain island sea ocean bay bridge station lane castle palace university college school north south east
west northern southern eastern western atlantic pacific internet tv radio earth world universe hell satan devil
providence nature fate fortune death time love life mr mrs ms dr according across apart apparently around ashamed
aware beneath beyond bless both clearly considering curious despite distinctly doubtless easily eight eighteen eleven
especially evidently five four forty fifteen fifty forward frankly generally gently gradually happily hastily having
hitherto hundred imagine immediately inevitably judging knowing leaning like likewise looking making more naturally
nine ninety notwithstanding obviously occasionally often opposite ought owing past possibly precisely putting scarcely
second seven seventeen similarly simply six sixteen sixty somewhat standing ten thirteen thirty thousand twelve twenty
twenty-five uncommonly undoubtedly unlike usually via whence wherefore whilst whoever worth yonder
thereupon hereupon thereat whereat instantly whereas mebbe mayhap
enter enters re-enter reenter exit exits exeunt
""")
"""Capitalised words that are no person's name by themselves."""

PLACE_PREPOSITIONS = _words("""
in at near into through across outside inside around toward towards via throughout leaving reached left
""")

MEETS = _words("""
met told asked thanked kissed married loved saw watched joined greeted answered thanking meeting seeing with beside
""")
"""Words before a name that hardly anything but a person's name follows."""

INDEFINITE = _words("somebody someone everybody everyone anybody anyone")

PAST_FORMS = _words("""
went came sat stood took gave got made knew saw felt heard left held ran fell rose drew threw shook bent caught
brought bought led met put set let lay lost kept found turned wore won woke swung struck stuck strode stole sprang
spun slid slept sent sought sank rode read paid meant lit leaned leapt leant hung hid grew forgot flung fled fed drove
drank dealt crept clung chose built bit bowed blew became arose ate hit hurt cut shut spread thrust wept forgave
understood withdrew overheard
""")
"""Past forms without -ed: what a person's name is often followed by."""

COPULAS = _words("""
is was are were be been being has have had will would can could shall should may might must do does did
""")


def title_gender(word: str) -> str:
    """Return "m", "f" or "" for a title in lower case, without its stop."""
    return "m" if word in MALE_TITLES else "f" if word in FEMALE_TITLES else ""


def noun_gender(word: str) -> str:
    """Return "m", "f" or "" for a noun that names a person, in lower case."""
    if word in FEMALE_NOUNS or word.endswith(("woman", "girl", "maid")):
        return "f"
    return "m" if word in MALE_NOUNS or (word.endswith("man") and word != "human") else ""


def pronoun_gender(word: str) -> str:
    """Return "m", "f" or "" for a pronoun in lower case."""
    return "m" if word in MALE_PRONOUNS else "f" if word in FEMALE_PRONOUNS else ""
