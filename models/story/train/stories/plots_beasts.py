"""Plots of animals and wonders: someone is in need, someone is unkind and changes, something strange comes to pass."""

from . import words
from .pieces import ask_wrong, day, ending, glad, greet, likes, meet, moral, offer, opening, sad, thank
from .tell import Teller

BIG = "bear elephant lion horse cow giraffe whale dragon".split()
SMALL = "mouse ant snail bee frog bird hedgehog".split()


def rescue(t: Teller) -> None:
    """A small one is in need, and is helped; it pays back."""
    t.hero(0.4)
    t.beast("friend", t.one([words.WILD, words.PETS, SMALL]), t.chance(0.5), t.one(["little", "tiny", "small", "lost", "wet", "hurt", "baby"]))
    t.set(trouble=t.one(["stuck in the mud", "caught in a net", "under a fallen branch", "in a deep hole", "tangled in a bush", "trapped in an old box", "on a rock in the river", "caught in a fence"]), tool=t.one(["a long stick", "a rope", "{his} scarf", "a big leaf", "a ladder", "a basket"]))
    opening(t)
    likes(t)
    day(t)
    t.say("{day}, {hero} heard {sounds}.", '{day}, {hero} heard a small voice. "[Help|Help me|Please help]!" it [said|cried].')
    t.say("It was {a:friend.adj} {friend.kind}, {trouble}.", "{Hero.he} looked around and saw {a:friend.adj} {friend.kind}. It was {trouble}.")
    t.say('"[Do not be afraid|Do not worry|I will help you]," said {hero}.', '"[Please|Oh, please], get me out," said {friend}. "[I will try|Hold on]," said {hero}.')
    t.say("{hero} [found|took|got] {tool} and [pulled|worked] very [hard|slowly|carefully].", "{hero} pulled and pulled, but it was not enough. Then {he} used {tool}.")
    t.say("At last, {friend} was free!", "[One, two, three|Pop], and {friend} was out!")
    t.maybe(0.5, "{hero} gave {friend.him} some water and {a:treat}.".replace("{a:treat}", "something to eat"), "{Friend.his} leg was hurt, so {hero} carried {friend.him} home and looked after {friend.him}.")
    t.say('"Thank you," said {friend}. "[I will never forget it|You are very kind|You saved my life]."', '"You are my hero," said {friend}.')
    if t.chance(0.5):
        t.paragraph()
        t.say("A few days later, {hero} [got lost in the woods|lost {his} way in the fog|fell into the river|could not find the way home].")
        t.say("Who came to help? It was {friend}!", '"Come with me," said a voice. It was {friend}!')
        t.say("{friend} [showed {him} the way|called all {friend.his} friends|led {him} home].")
        t.say('"You helped me, and now I help you," said {friend}.', "")
    glad(t)
    moral(t, t.one(["help", "kind"]))
    ending(t, "friend")


def lost_baby(t: Teller) -> None:
    """A little one has lost its mother; signs are followed until she is found."""
    t.hero(0.5)
    kind = t.one(list(words.BABIES))
    t.set(baby=words.BABIES[kind], mother=kind)
    while t.cast["hero"].kind in (kind, words.BABIES[kind]):
        t.hero(0.5)
    opening(t)
    day(t)
    t.say("{day}, {hero} found {a:baby} {outside}. It was all alone.", "{day}, {hero} saw {a:baby} that was crying.")
    t.say('"[Where is your mom|Are you lost]?" asked {hero}. "[I do not know|I want my mom|I can not find my mom]," said the {baby}.', '"[I am lost|I lost my mommy]," said the {baby}.')
    t.say('"[We will find her|Do not cry, I will help you find her|Come with me]," said {hero}.')
    askers = t.rng.sample([k for k in words.WILD + ["cow", "horse", "hen", "goat"] if k != kind and k != t.cast["hero"].kind], 2)
    t.set(one=askers[0], two=askers[1])
    t.say('They asked the {one}. "[Have you seen|Did you see] {a:mother}?" "No," said the {one}. "[Ask the {two}|Try {outside}]."', "First they met {a:one}. The {one} shook its head.")
    t.maybe(0.7, 'Then they asked the {two}. "I [saw|heard] {a:mother} {outside}," said the {two}.', "Then they met {a:two}, who pointed {outside}.".replace("pointed {outside}", "showed them the way"))
    t.maybe(0.4, "It got dark, and the {baby} was {afraid}. {hero} sang a little song.", "They were tired, but they did not give up.")
    t.paragraph()
    t.say("[At last|Then|Suddenly] they heard a call. It was the mother!", 'And there she was! "My baby!" cried the mother {mother}.')
    t.say("The {baby} ran to her, and she gave it a big hug.", 'The {baby} [jumped|ran] to its mom. "I was so worried," she said.')
    t.say('"Thank you, {hero}," said the mother {mother}.', "The mother {mother} thanked {hero} and gave {him} {a:look} {keep}.".replace("{look}", "{looks}").replace("{a:look}", "{a:looks}").replace("{keep}", "{keepsakes}"))
    glad(t)
    moral(t, t.one(["help", "kind"]), 0.5)
    ending(t)


def race(t: Teller) -> None:
    t.beast("hero", ["turtle", "snail", "duck", "hedgehog", "mouse", "pig", "ant", "frog", "penguin", "donkey"], True, t.one(["slow", "small", "quiet", "patient", "little"]))
    t.beast("friend", ["rabbit", "fox", "deer", "horse", "dog", "squirrel", "crow"], True, t.one(["proud", "fast", "quick", "boastful"]))
    t.set(goal=t.one(["the old oak", "the river", "the top of the hill", "the big rock", "the bridge", "the red barn"]), stop=t.one(["took a nap", "stopped to eat {fruits}", "stopped to look in the water", "went to show off", "chased a butterfly", "talked to the birds"]))
    opening(t)
    t.say("{friend} the {friend.kind} was the fastest [in the forest|of all], and told everyone about it.", "{Hero.his} neighbor {friend}, {a:friend.adj} {friend.kind}, always laughed at {him}.")
    day(t)
    t.say('{day}, {friend} said, "[You are so slow|Nobody can beat me], {hero}." "[Let us have a race|Shall we race]," said {hero}.', '{day}, there was a race to {goal}. "You will lose," said {friend} to {hero}.')
    t.say("All the animals came to watch.", "An old owl [counted|called]: one, two, three, go!")
    t.say("{friend} ran as fast as the wind. {hero} went step by step.", "{friend} was far ahead. {hero} [did not stop|kept going].")
    t.say('"I have so much time," thought {friend}, and {stop}.', "On the way {friend} {stop}.")
    t.say("{hero} [went on and on|did not stop|kept walking], one step and then the next.", "Meanwhile, {hero} passed by, quiet as could be.")
    t.paragraph()
    t.say("When {friend} looked up, {hero} was at {goal}.", "{hero} came to {goal} first! Everyone cheered.", "{friend} ran, but it was too late. {hero} had won.")
    t.say('"How did you do it?" asked {friend}. "I just did not stop," said {hero}.', '{friend} was {sad}. "You are better than I thought," {friend.he} said. {hero} smiled. "Let us race again tomorrow."', '"I am sorry that I laughed," said {friend}.')
    moral(t, t.one(["try", "patient", "different"]))
    ending(t, "friend")


def unkind_changes(t: Teller) -> None:
    """Somebody grumpy or greedy is left alone, is helped all the same, and changes."""
    t.hero(0.75, t.one(words.UNKIND))
    t.friend()
    t.set(own=t.one(["nuts", "berries", "honey", "toys", "flowers", "apples", "stones", "cookies", "balls", "the pond", "the big tree", "the swing", "the sunny place"]))
    opening(t)
    t.say("{hero} [never shared|kept {own} all to {himself}|did not say please or thank you|always wanted to be first].", "{hero} had {own}, and {he} did not let anyone [come near|have any].")
    t.say('"[Go away|This is mine|I do not need friends]!" {he} always said.', "Nobody liked to play with {him}.")
    day(t)
    t.say("{day}, {friend} came by. \"[May I have a little|Can I stay here for a bit|Can we play]?\" {friend.he} asked. \"No!\" said {hero}.", '{day}, {friend} said, "It would be nice to share." {hero} only laughed.')
    t.say("{friend} went away {sad}.", '"One day you will need a friend," said {friend}.')
    t.paragraph()
    t.say("Then [a big storm came|winter came|a fire came|the river rose], and {hero} lost [everything|{his} home].", "Then {hero} [fell into a hole|got sick|hurt {his} leg|got lost], and there was nobody to help.")
    t.say("{hero} was cold and alone.", "{hero} called and called, but no one came.", '"I was so {adj}," thought {hero}. "Now I am alone."')
    t.say("But {friend} heard {him} and came.", "Who came? It was {friend}, with [warm soup|a blanket|a rope|dry wood].")
    t.say('"Why do you help me?" asked {hero}. "[Because you need it|Everyone needs help sometimes|That is what friends do]," said {friend}.')
    t.say('"I am sorry," said {hero}. "[I was not kind|I want to change|From now on we will share]."', "{hero} began to cry. \"I am sorry,\" {he} said.")
    t.say("From then on {hero} shared {own} with everyone.", "The next day, {hero} asked all the others to come and play.")
    moral(t, t.one(["share", "kind"]))
    ending(t, "friend")


def small_saves_big(t: Teller) -> None:
    t.beast("hero", SMALL, True, t.one(["tiny", "little", "small", "brave"]))
    t.beast("friend", BIG, True, t.one(["big", "strong", "proud", "huge"]))
    t.set(thing=t.one(["a thorn in {friend.his} foot", "a bee in {friend.his} ear", "a rope around {friend.his} leg", "a stone in {friend.his} tooth", "a splinter in {friend.his} nose"]))
    opening(t)
    t.say('"I am too small," {hero} often thought.', "{hero} wanted to play with the big animals, but they did not see {him}.")
    meet(t)
    t.say('"You are too small to be my friend," said {friend}.', '"[Go away, little one|What can you do, {hero}]?" said {friend}. "You are so small."'.replace("[Go away, little one|", "[").replace("[What", "What").replace("{hero}]", "{hero}"))
    sad(t)
    day(t)
    t.say("{day}, {hero} heard {friend} cry. There was {thing}.", "{day}, {friend} could not [walk|sleep|eat]. {Friend.he} had {thing}.")
    t.say("All the big animals tried to help, but their [hands|paws|feet] were too big.".replace("[hands|paws|feet]", "paws"), "The big animals did not know what to do.")
    t.say('"Let me try," said {hero}. [They laughed.|] But {he} [climbed up|crept in|came close] and pulled.', "{hero} was just small enough. {Hero.he} pulled with all {his} might.")
    t.say("Out it came! {friend} felt better at once.", "[Pop|Plop]! It was out.")
    t.say('"Thank you, {hero}," said {friend}. "I was wrong. You are small, but you are [strong|brave|a true friend]."', '"You are the best friend," said {friend}.')
    moral(t, "different")
    ending(t, "friend")


def warning(t: Teller) -> None:
    """A warning isn't heeded; all ends well, with a fright."""
    t.hero(0.45, t.one(["curious", "stubborn", "playful", "brave", "little", "careless"]))
    t.elder()
    danger = t.one([
        ("the frozen pond", "the ice [cracked|broke]", "cold and wet"), ("the deep woods", "it got dark, and every tree looked the same", "lost"),
        ("the river", "the water was too fast", "very far from the shore"), ("the beehive", "the bees came out, hundreds of them", "full of stings"),
        ("the hot stove", "it burned", "in pain"), ("the old well", "a stone fell away", "deep down in the dark"),
        ("the high wall", "{he} slipped", "on the ground with a sore knee"), ("the thorny bush", "the thorns held {him} tight", "stuck"),
        ("the busy road", "a truck came fast", "shaking all over"), ("the cave", "a bear woke up", "face to face with a bear"),
    ])
    t.set(danger=danger[0], event=danger[1], state=danger[2])
    t.beast("helper", None)
    opening(t)
    t.say('"Do not go near {danger}," said {elder}. "It is dangerous."', "{elder} told {him} [every day|again and again] to stay away from {danger}.")
    t.say('"Why?" asked {hero}. "Because you could get hurt," said {elder}.', "But {hero} wanted to know what was there.", "")
    day(t)
    t.say("{day}, when nobody was looking, {hero} went to {danger}.", "{day}, {hero} forgot the warning and ran to {danger}.")
    t.say('"It does not look dangerous," {he} thought.', "{Hero.he} took one step, and then another.", "")
    t.say("{Later}, {event}! {hero} was {state}.", "But then {event}. {Hero.he} was {state} and very {afraid}.")
    t.say('"Help!" {he} cried.', '"I should have listened," {he} thought. "[Help|Mom]!"'.replace("[Help|Mom]", "Help"))
    t.paragraph()
    if t.chance(0.5):
        t.say("{elder} heard {him} and came as fast as {elder.he} could.", "Luckily, {elder} was near and pulled {him} out.")
        t.say('{elder} held {him} tight. "[You are safe now|I was so worried]," {elder.he} said. "I am sorry," said {hero}.')
    else:
        t.say("{A:helper.adj} {helper.kind} named {helper} heard {him} and came to help.".replace("named {helper} ", "" if t.cast["helper"].name == t.cast["helper"].kind else "named {helper} "))
        t.say("{helper} [helped {him} out|brought {him} home|pulled {him} to safety].")
        thank(t, "helper")
    moral(t, "listen", 0.9)
    ending(t)


def wish(t: Teller) -> None:
    t.hero(0.4)
    t.elder()
    t.set(giver=t.one(["a fairy", "an old woman", "a golden fish", "a star", "a talking tree", "a little man with a long beard", "a wise owl", "the moon", "a wizard"]), wish=t.one(["to fly", "to be big", "to be very small", "to have all the cookies in the world", "that it would always be summer", "to be a king", "that every toy was {his}", "to never sleep", "to talk to animals", "that everything would be made of gold", "to be invisible", "that it would snow every day"]))
    opening(t)
    t.say("{hero} often [looked at the stars|sat at the window] and made a wish.", "{hero} was never quite happy with what {he} had.")
    day(t)
    t.say("{day}, {hero} helped {giver}.", "{day}, {giver} came to {hero}.")
    t.say('"You may have one wish," said {giver}. {hero} wished {wish}.'.replace("said {giver}", "said the voice"), '"[What do you want most|Tell me your wish]?" {hero} wished {wish}.'.replace("[What do you want most|Tell me your wish]?", "What do you want most?"))
    t.say("[Poof|Whoosh|Ding]! And so it was.", "The next morning, the wish came true.")
    t.say("At first it was [wonderful|so much fun].", "{hero} laughed and laughed.")
    t.say("But soon {his} friends [were gone|could not find {him}|were sad], and {hero} was {sad} too.", "But then {hero} [was tired|was lonely|missed {elder}].", "But it was not as nice as {he} had thought.")
    t.paragraph()
    t.say('"I want to be as I was," said {hero}.', '{hero} called, "Please take it back!"')
    t.say("[Poof|Whoosh]! All was as before.", "And in a moment everything was as it had been.")
    t.say("{hero} ran home to {elder} and gave {elder.him} a hug.", '"I have all I need," said {hero}.')
    t.say("{hero} learned to be happy with what {he} had.", "From then on {hero} wished only for small things.", "{hero} learned that the best things can not be wished for.")
    ending(t)


def noise_at_night(t: Teller) -> None:
    t.hero(0.35)
    t.elder()
    t.beast("friend", t.one([["mouse", "owl", "cat", "hedgehog", "frog", "squirrel", "badger", "kitten", "puppy"]]), False)
    t.set(noise=t.one(["scratch, scratch", "tap, tap, tap", "bump", "creak", "squeak", "rustle, rustle", "hoo, hoo", "drip, drop"]), place=t.one(["under the bed", "in the closet", "at the window", "in the attic", "behind the door", "in the kitchen", "on the roof"]))
    opening(t)
    t.paragraph()
    t.say("One night, {hero} could not sleep. There was a noise {place}.", "One dark night, {hero} heard something {place}.")
    t.say('"{Noise}," it went. "{Noise}."', "It went {noise}. And again: {noise}.")
    t.say("{hero} pulled the blanket over {his} head.", "{hero} was {afraid}. Was it a monster?", '"[Who is there|What is that]?" {he} whispered. Nobody answered.')
    t.say("{hero} called {elder}. They took a lamp and went to look.", "But {hero} was brave. {Hero.he} took a lamp and went to look.")
    t.say("{Noise}! They held their breath.".replace("They held their breath", "It came from {place}"), "Step by step, closer and closer.", "")
    t.say("And there, {place}, sat a little {friend.kind}.", "It was only a {friend.kind}! It was {afraid}, too.")
    t.say('"Oh, it is only you," said {hero} and laughed.', '"You do not have to be scared, little {friend.kind}," said {hero}.')
    t.say("{hero} gave it some [bread|milk|cheese|water] and [a warm place to sleep|opened the window for it].".replace("[a warm place to sleep|opened the window for it]", "a warm place to sleep"), "The {friend.kind} was hungry, so they gave it something to eat.")
    t.say("After that, when {hero} heard a noise at night, {he} only smiled.", "Then {hero} went back to bed and slept until morning.")
    moral(t, "brave", 0.5)
    ending(t)


def sick_friend(t: Teller) -> None:
    t.hero(0.5)
    t.friend()
    t.set(cure=t.one(["soup", "tea with honey", "a warm blanket", "{fruits}", "a song", "a funny story", "flowers", "medicine from the doctor"]), hill=t.one(["up the hill", "through the snow", "across the river", "through the rain", "over the bridge", "through the dark forest"]))
    opening(t)
    t.say("{Hero.his} best friend was {friend}. They played {games} every day.", "{hero} and {friend} were best friends.")
    day(t)
    t.say("{day}, {friend} did not come to play.", "{day}, {hero} waited, but {friend} did not come.")
    t.say("{hero} went to {friend}'s house. {friend} was in bed. \"I am sick,\" {friend.he} said.", 'So {hero} went to look. "I do not feel good," said {friend}.')
    t.say('"I will bring you {cure}," said {hero}.', '{hero} thought of something that would help: {cure}.')
    t.say("{hero} went {hill} to get it.", "It was not easy. {hero} had to go {hill}.")
    t.maybe(0.4, "{Hero.he} was [tired|cold|wet], but {he} thought of {friend} and went on.")
    t.paragraph()
    t.say("When {friend} saw {cure}, {friend.he} smiled for the first time.", "{hero} sat beside the bed and told {friend} a story about {a:beastkind}.".replace("{a:beastkind}", "a [dragon|king|whale|little star]"))
    t.say("[The next day|After three days|Soon], {friend} was well again.", "Day by day, {friend} got better.")
    thank(t, "hero", False) if False else t.say('"Thank you, {hero}," said {friend}. "You are [a true friend|the best friend in the world]."')
    moral(t, t.one(["kind", "help"]), 0.5)
    ending(t, "friend")


def odd_one(t: Teller) -> None:
    """One who is different is laughed at, until that very thing is needed."""
    gift = t.one([
        ("long ears", "heard the wolf coming before anyone else", "Run and hide"), ("a loud voice", "called so loud that everyone heard", "Come here, come here"),
        ("a very long tail", "let it down so that the little ones could climb up", "Hold on to my tail"), ("big feet", "walked over the deep snow to get help", "I can walk on it"),
        ("spots that glow in the dark", "lit the way home for everyone", "Follow me"), ("a funny nose", "smelled the smoke first", "There is a fire"),
        ("very small wings", "flew through the little hole and opened the door", "I fit in there"), ("a bright red coat", "was seen from far away, and the others found the way", "Look for the red"),
    ])
    t.beast("hero", None, True, t.one(["shy", "quiet", "kind", "little", "gentle"]))
    t.beast("friend", None, True)
    t.set(gift=gift[0], deed=gift[1], shout=gift[2])
    opening(t)
    t.say("{hero} had {gift}.", "{hero} was not like the others: {he} had {gift}.")
    t.say('"You look funny," the others said.', "The others laughed at {him} and did not let {him} play.", '"Ha ha, look at {hero}!" said {friend}.')
    sad(t)
    day(t)
    t.say("{day}, there was trouble {outside}.", "{day}, a storm came, and {friend} and the others were [lost|in danger|trapped].")
    t.say('"{shout}!" cried {hero}, and {he} {deed}.', "But {hero} was not afraid. {Hero.he} {deed}.")
    t.say("Everyone was safe.", "Thanks to {hero}, nobody was hurt.")
    t.paragraph()
    t.say('"We are sorry that we laughed," said {friend}. "Your {giftword} saved us."'.replace("{giftword}", gift[0].removeprefix("a ").removeprefix("very ")), '"I wish I had {gift}, too," said {friend}.')
    glad(t)
    moral(t, "different")
    ending(t, "friend")


def trade(t: Teller) -> None:
    """A chain of trades, each thing for the next, until what was wanted is had."""
    t.hero(0.35)
    t.elder()
    t.set(want=t.one(["a present for {elder}", "a warm coat", "a new boat", "a big drum", "some milk for the kitten", "a cake"]))
    things = t.rng.sample(words.KEEPSAKES + words.TREATS + words.TOYS, 3)
    beasts = t.rng.sample([k for k in words.WILD + ["cow", "goat", "hen", "donkey", "monkey"] if k != t.cast["hero"].kind], 3)
    t.set(a0=things[0], a1=things[1], a2=things[2], b0=beasts[0], b1=beasts[1], b2=beasts[2])
    opening(t)
    t.say("{hero} wanted {want}, but {he} had only {a:a0}.", "{hero} had {a:a0}, but what {he} needed was {want}.")
    day(t)
    t.say("{day}, {he} went down the road and met {a:b0}.")
    t.say('"What a nice {a0}," said the {b0}. "I will give you my {a1} for it." "[Good|All right|Yes]," said {hero}.')
    t.say('Then {he} met {a:b1}. "I need {a:a1}," said the {b1}. "Take my {a2} instead." So {hero} took the {a2}.', 'Next came {a:b1}, who was {sad}. "I have no {a1}," it said. {hero} gave it the {a1} and got {a:a2}.')
    t.say('At last {he} met {a:b2}. "I have looked for {a:a2} for so long," said the {b2}. "I have {want}. Shall we trade?"')
    t.say('"Yes!" said {hero}.', "{hero} could not believe it.")
    t.paragraph()
    t.say("So {hero} came home with {want}.", "{hero} ran home with {want} and told {elder} everything.")
    t.say('"And all that from {a:a0}," said {elder}.', "{elder} laughed and laughed.", "")
    moral(t, t.one(["patient", "help", "share"]), 0.4)
    ending(t)


def weather_trouble(t: Teller) -> None:
    t.beast("hero", None, True)
    t.beast("friend", None, True)
    t.set(storm=t.one(["It began to rain", "The wind blew hard", "Snow fell", "A big storm came", "The sun was too hot", "The river rose"]), shelter=t.one(["a hollow tree", "a cave", "a barn", "{his} little house", "a big mushroom", "a nest", "an old boat", "a tent of leaves"]))
    opening(t)
    likes(t)
    day(t)
    t.say("{day}, {storm_small} {outside}.".replace("{storm_small}", t.props["storm"][0].lower() + t.props["storm"][1:]), "{storm}.")
    t.say("{hero} ran into {shelter}.", "{hero} found {shelter} and went in. It was dry and warm.")
    t.say('Then there was a knock. It was {friend} the {friend.kind}. "May I come in?" {friend.he} asked.', "Outside stood {friend} the {friend.kind}, [wet|cold|tired] and {sad}.")
    t.say('"It is [small|very small], but come in," said {hero}.', '"There is no room," said {hero} at first. But then {he} saw how [cold|wet] {friend} was. "Come in."')
    extra = t.rng.sample([k for k in words.WILD if k not in (t.cast["hero"].kind, t.cast["friend"].kind)], 2)
    t.set(e0=extra[0], e1=extra[1])
    t.maybe(0.6, "Then {a:e0} came, and {a:e1}, and there was room for all of them.", "Soon {a:e0} came, too. They sat close together.")
    t.say("They told stories and [sang songs|ate {fruits}|laughed] until it was over.", "Close together, they were warm.")
    t.paragraph()
    t.say("When it was over, [the sun came out|there was a rainbow|the world was shiny and new].", "The next morning all was quiet and bright.")
    t.say('"Thank you, {hero}," said {friend}. "Next time, come to my home."', '"With friends, a storm is fun," said {hero}.')
    moral(t, t.one(["share", "kind", "help"]), 0.5)
    ending(t, "friend")


def sky_thing(t: Teller) -> None:
    t.hero(0.5)
    t.elder()
    t.set(thing=t.one(["a star", "the moon", "a cloud", "a rainbow", "a snowflake", "the wind", "a shadow", "an echo"]))
    t.beast("friend", ["owl", "crow", "turtle", "whale", "bird", "fox", "bear"], True)
    opening(t)
    t.say("{hero} loved {thing}.", "Every evening, {hero} looked for {thing}.", "{hero} wanted to catch {thing} and keep it.")
    day(t)
    t.say("{day}, {he} went out with a [net|jar|basket|rope].", '{day}, {hero} asked {elder}, "Can I have {thing}?" {Elder} smiled. "[Try it|Who knows|Go and see]."')
    t.say("{Hero.he} climbed the [hill|tree|roof], but it was too far away.", "{Hero.he} ran and ran, but each time it was gone.")
    meet(t)
    t.say('"What are you doing?" asked {friend}. "I want to catch {thing}," said {hero}.')
    t.say('"You can not keep it," said {friend}, "but you can [look at it|sing for it|be glad that it is there]."', '"If you keep it, nobody else can see it," said {friend}.')
    t.paragraph()
    t.say("{hero} sat down beside {friend}, and they watched together.", "So they sat and looked, and it was [beautiful|quiet|enough].")
    t.say('"It is nicer with two," said {hero}.', "{hero} was not {sad} anymore.")
    t.say("At home {he} drew a picture of it and put it over {his} bed.", "{elder} asked, \"Did you catch it?\" \"No,\" said {hero}, \"but I have a new friend.\"")
    ending(t, "friend")


PLOTS = [rescue, lost_baby, race, unkind_changes, small_saves_big, warning, wish, noise_at_night, sick_friend, odd_one, trade, weather_trouble, sky_thing]
