"""Plots of things, places and people: something is wanted, something is in the way, something is learned."""

from . import words
from .pieces import ask_wrong, day, ending, glad, greet, likes, meet, moral, offer, opening, permission, sad, thank
from .tell import Teller


def lost_and_found(t: Teller) -> None:
    t.hero()
    t.elder() if t.chance(0.5) else t.friend("elder")
    t.set(look=t.one(words.LOOKS + words.COLOURS), thing=t.one(words.TOYS + words.KEEPSAKES + words.CLOTHES))
    spots = t.rng.sample(words.HIDDEN, 3)
    t.set(first=spots[0], second=spots[1], third=spots[2])
    opening(t)
    t.say(
        "{hero} had {a:look} {thing} that {he} loved [very much|more than anything|with all {his} heart].",
        "{Hero.his} favorite [thing|toy] was {a:look} {thing}.",
        "{Hero.he} took {his} {look} {thing} with {him} [everywhere|wherever {he} went|every day].",
    )
    day(t)
    t.say(
        "{day}, the {thing} was gone.",
        "{day}, {hero} could not find {his} {thing}.",
        "{day}, {hero} [looked for|wanted] {his} {thing}, but it was not there.",
    )
    t.say('"[Oh no|Oh dear]! Where is my {thing}?" [{he} cried|said {hero}|{he} asked].', '"My {thing} is [lost|gone]!" {hero} [cried|said].')
    t.say("{Hero.he} looked {first}, but it was not there.", "{Hero.he} looked {first}. No {thing}.", "First {he} looked {first}. There was [only dust|nothing|only a spider].")
    t.maybe(0.7, "{Hero.he} looked {second}, but there was [nothing|no {thing}|only an old sock].", "Then {he} looked {second}. It was not there [either|too].".replace("[either|too]", "either"))
    sad(t)
    t.paragraph()
    ask_wrong(t, "elder")
    t.say('"I lost my {thing}," said {hero}.', '"I can not find my {look} {thing}," {he} said.', '{hero} told {elder.him} about the {look} {thing}.')
    offer(t, "elder")
    t.say("They looked and looked.", "Together they looked [in every room|all over|high and low].", "They [searched|looked] for a long time.")
    t.say(
        "{Later}, {hero} looked {third}, and there was the {thing}!",
        'Then {elder} looked {third}. "Is this your {thing}?" {elder.he} asked. It was!',
        "At last they found it {third}.",
        "And there it was, {third}: the {look} {thing}!",
    )
    glad(t)
    thank(t, "elder")
    t.maybe(0.5, "From then on, {hero} always put the {thing} [in a safe place|back in its box|on the shelf at night].")
    moral(t, t.one(["care", "help"]), 0.5)
    ending(t)


def sharing(t: Teller) -> None:
    t.hero(0.35, t.one(words.KINDLY + ["selfish", "stubborn", "little"]))
    t.friend()
    t.set(look=t.one(words.LOOKS + words.COLOURS + words.SIZES), thing=t.one(words.TOYS))
    opening(t)
    t.say(
        "{hero} had {a:look} {thing}.",
        "{Hero.he} got {a:look} {thing} for {his} birthday.",
        "{hero} loved {his} {look} {thing} and [played with it every day|never let anyone touch it|took it everywhere].",
    )
    day(t)
    t.say("{day}, {hero} [was playing|played] with the {thing} {outside}.", "{day}, {hero} took the {thing} outside.")
    meet(t)
    t.say('"[Can|May] I play with your {thing}?" [asked|said] {friend}.', '{friend} said, "I like your {thing}. [Can I have a turn|Can I try|Can we share it]?"')
    if t.chance(0.65):
        t.say('"No! It is mine!" said {hero}.', '"No," said {hero}. "You [will|might] break it."', '{hero} shook {his} head and held the {thing} tight. "No, it is my {thing}."')
        t.say("{friend} was {sad} and [walked away|sat down alone|went away].", "{friend} [looked at the ground|began to cry] and went away.")
        t.paragraph()
        t.say(
            "{hero} played alone, but it was [not fun|boring|no fun at all] anymore.",
            "But playing alone was not [as much fun|so nice]. {hero} looked at {friend} and felt bad.",
            "Then {hero} threw the {thing} and it [got stuck {heights}|rolled into the mud|fell into the pond]. {Hero.he} could not get it alone.",
        )
        t.maybe(0.4, '"Maybe I was [wrong|not kind|not nice]," {hero} thought.')
        t.say(
            '{hero} went to {friend} and said, "I am sorry. [Do you want to play with me|You can have a turn now|Let us play together]."',
            '"I am sorry, {friend}," said {hero}. "[We can share|You can play too|Please play with me]."',
        )
        t.say('"[Okay|Yes|Thank you]!" said {friend} with a smile.', "{friend} smiled and [nodded|took the {thing}|said yes].")
    else:
        t.say('"[Yes|Of course|Sure]," said {hero}. "[We can share|Let us take turns|It is more fun with two]."', "{hero} thought for a moment, then gave the {thing} to {friend}.")
    t.say("They [took turns|played together|played with the {thing}] all [day|afternoon].", "{hero} and {friend} [took turns|played] with the {thing} until [the sun went down|it was time to go home].")
    t.say("They had [a lot of|so much] fun.", "They laughed and laughed.", "")
    moral(t, "share")
    ending(t, "friend")


def broken(t: Teller) -> None:
    t.person("hero")
    t.elder()
    t.set(look=t.one(words.LOOKS + words.COLOURS), thing=t.one(["vase", "cup", "plate", "lamp", "window", "clock", "bowl", "mirror", "pot", "picture", "jar", "chair"]))
    opening(t)
    likes(t)
    day(t)
    t.say("{day}, {hero} was playing [with a ball|{games}|too fast] in the [house|kitchen|living room].", "{day}, {hero} [ran|jumped|danced] around the [house|kitchen|room].")
    t.maybe(0.6, '"[Be careful|Do not run in here|Please play outside], {hero}," said {elder}. But {hero} did not listen.')
    t.say("[Crash|Bang|Smash]! The {look} {thing} [fell|fell down] and broke.", "{Hero.he} [bumped into|hit] the {look} {thing}, and it [broke|fell to the floor|broke into many pieces].")
    t.say("{hero} was {afraid}.", "{hero} felt {afraid} and hid {hidden}.", "{Hero.he} did not know what to do.")
    t.paragraph()
    t.say('{elder} [came in|heard the noise] and asked, "[What happened|Who broke the {thing}|What was that]?"')
    if t.chance(0.5):
        t.say('"I don\'t know," said {hero}. [But {his} face was red.|But it was not true, and {his} tummy hurt.|{Hero.he} looked at the floor.]', '"The cat did it," said {hero}. [The cat looked at {him} with big eyes.|But that was not true.]')
        t.say("{hero} [could not sleep|could not eat|felt bad all day]. {Hero.he} [thought about|saw] the {thing} [again and again|all the time].")
        t.say('At last, {he} went to {elder} and said, "I broke the {thing}. I am sorry."', '"{Elder.word}, it was me," {he} said. "I am sorry that I [lied|did not tell the truth]."')
    else:
        t.say('"I did," said {hero} [softly|in a small voice]. "I am [very|so] sorry."', '{hero} took a deep breath. "It was me. I am sorry," {he} said.')
    t.say(
        '{elder} [gave {him} a hug|was not angry|smiled]. "Thank you for telling the truth," {elder.he} said.',
        '"I am glad that you told me," said {elder}. "[A {thing} can be fixed|We can fix it|Things break sometimes]."',
    )
    t.say("They [fixed|mended|put together] the {thing} with glue.", "Together they [cleaned up|swept the floor] and made a new one.", "{hero} helped to clean up, piece by piece.", "{hero} saved {his} coins and bought a new {thing}.")
    moral(t, t.one(["honest", "listen", "care"]))
    ending(t)


def new_skill(t: Teller) -> None:
    hero = t.hero()
    t.friend() if t.chance(0.6) else t.elder("friend")
    if t.cast["friend"].name in ("mom", "dad", "mommy", "daddy", "grandma", "grandpa", "mother", "father"):
        t.cast["elder"] = t.cast.pop("friend")
        other = "elder"
    else:
        other = "friend"
    t.set(skill=t.one(words.SKILLS if hero.is_person else words.BEAST_SKILLS))
    opening(t)
    t.say("{hero} wanted to learn how to {skill}.", "More than anything, {hero} wanted to {skill}.", "{hero} could not {skill}, but {he} wanted to learn.", "All {his} friends could {skill}, but {hero} could not.")
    day(t)
    t.say("{day}, {hero} tried to {skill}[ for the first time|].", "{day}, {he} went [outside|to a quiet place] to try.")
    t.say("But it was [too hard|not easy|very hard]. {Hero.he} [fell down|could not do it|made a mistake|got it wrong].", "{Hero.he} tried once, twice, three times, and each time it went wrong.")
    t.maybe(0.5, "Some of the others laughed at {him}.", '"You will never learn it," said {a:unkind} {crowkind}.'.replace("{crowkind}", "[crow|goose|boy|girl|monkey]"))
    sad(t)
    t.say('"I can\'t do it," {he} said.', '"I will never {skill}," said {hero}.', '"It is too hard for me," {he} thought.')
    t.paragraph()
    t.say(
        f'{{{other}}} [came and sat|sat down] beside {{him}}. "[Nobody can do it the first time|I could not do it at first|Try again, a little every day|Do not give up]," {{{other}.he}} said.',
        f'{{{other}}} saw {{him}}. "[I will show you|Let me help you|Do it slowly|Watch me]," said {{{other}}}.',
    )
    t.say("So {hero} [tried again|practiced every day|practiced and practiced].", "Every [day|morning], {hero} practiced a little.", "{hero} tried again, slowly this time.")
    t.say("[On the third day|After a week|One morning|At last|Little by little], {he} [did it|could do it]!", "And then, one day, {hero} could {skill}!", "Bit by bit it got easier, and at last {he} could {skill}.")
    t.maybe(0.7, '"[I did it|Look at me|I can do it]!" {hero} [shouted|cried|called].')
    glad(t)
    t.maybe(0.5, f'"I [knew you could do it|am proud of you]!" said {{{other}}}.')
    moral(t, "try")
    ending(t, other if other == "friend" else None)


def afraid_of(t: Teller) -> None:
    t.hero(0.3)
    t.elder() if t.chance(0.6) else t.friend("elder")
    fear = t.one(list(words.FEARS))
    truth, deed = words.FEARS[fear]
    t.set(fear=fear, truth=truth, deed=deed)
    opening(t)
    t.say("{hero} was not afraid of many things, but {he} was afraid of {fear}.", "There was one thing {hero} did not like: {fear}.", "{hero} was {afraid} of {fear}.")
    t.maybe(0.6, "When {his} friends [laughed|played], {he} stayed at home.", "{Hero.he} did not tell anyone about it.", "{Hero.he} always [hid|ran away|closed {his} eyes].")
    day(t)
    t.say('{day}, {elder} said, "[Come with me|Let us try something|I want to show you something]."', '{day}, {hero} told {elder} about it. "I am scared of {fear}," {he} said.')
    t.say('"[I was afraid too when I was small|Everyone is scared of something|Take my hand|We can do it together, step by step]," said {elder}.', '"It is okay to be scared," said {elder}. "I will be [right here|next to you]."')
    t.say("{hero} {deed}.", "So {hero} was brave. {Hero.he} {deed}.", "{Hero.his} heart went thump, thump. But {he} {deed}.")
    t.say("{truth}.", "And look! {truth}.", "Nothing bad happened. {truth}.")
    t.say('"It is not so bad," said {hero}.', '"I am not scared anymore!" {hero} said.', "{hero} began to laugh.", "")
    glad(t)
    moral(t, "brave")
    ending(t)


def baking(t: Teller) -> None:
    t.hero(0.3)
    t.elder()
    t.set(food=t.one(words.FOODS), fruit=t.one(words.FRUITS), missing=t.one(["flour", "sugar", "milk", "eggs", "butter", "honey", "salt", "{fruit}", "water"]))
    t.beast("friend", t.one([words.WILD, ["hen", "cow", "goat", "bear"]]))
    opening(t)
    t.say("{hero} loved {food}.", "{hero} loved to [cook|bake|help in the kitchen].", "{hero} was always hungry.")
    day(t)
    t.say('{day}, {hero} said to {elder}, "Can we make {food}?"', "{day}, it was the birthday of {elder}, and {hero} wanted to make {food}.", '"Today we will make {food}," said {elder} {day_small}.'.replace("{day_small}", "one morning"))
    t.say('"[Yes|What a good idea]! [We need|First we need] {missing}," said {elder}.', "They [looked in the kitchen|got a big bowl]. But there was no {missing}.")
    t.say("So {hero} took a basket and went [out|to the market|down the road].", '"I will go and get some," said {hero}.')
    meet(t)
    if t.chance(0.6):
        t.say('"Do you have {missing}?" asked {hero}. "Yes," said {friend}, "but first you must [help me|sing me a song|tell me a story|carry this bag for me]."')
        t.say("{hero} [did it gladly|helped|did so], and {friend} gave {him} [some|a bag of] {missing}.".replace("a bag of", "some of the"))
    else:
        t.say('"[Where are you going|What is in your basket]?" asked {friend}. "I need {missing} for {food}," said {hero}. "I have some! [Take it|You can have it|Let me come along]," said {friend}.')
    t.paragraph()
    t.say("At home, they [mixed|stirred] it all [in the big bowl|with a spoon] and put it [in the oven|on the fire].", "Back home, {hero} [stirred|mixed] and {elder} [cut the {fruit}|lit the oven].")
    t.say("Soon the whole house smelled [good|sweet|of {food}].", "They waited and waited. [At last|Then] it was ready.", "The smell was so good that all the neighbors came to look.")
    t.maybe(0.35, "But oh! {hero} took it out too soon, and burned {his} [finger|paw]. {elder} put cold water on it.".replace("[finger|paw]", "hand"))
    t.say("They all sat down and ate. It was [delicious|yummy|the best {food} ever].", '"[Yum|Mmm]!" said {hero}. "This is the best {food} ever."', "{hero} gave [a piece|some] to {friend}, too.")
    moral(t, t.one(["patient", "help", "share"]), 0.4)
    ending(t, "friend")


def gardening(t: Teller) -> None:
    t.hero(0.4)
    t.elder()
    t.set(plant=t.one(words.GARDEN), colour=t.one(words.COLOURS))
    opening(t)
    day(t)
    t.say("{day}, {elder} gave {hero} a [small bag of seeds|seed|handful of seeds].", "{day}, {hero} found a seed {outside}.")
    t.say('"[What is it|What will it be]?" asked {hero}. "[Plant it and wait|Put it in the ground and see|It will be {plant}, if you look after it]," said {elder}.')
    t.say("{hero} [dug|made] a hole, put the seed in, and [gave it water|covered it with earth].", "They dug the ground together and put the seeds in, one by one.")
    t.say("The next day, {he} looked. Nothing. [The day after that, nothing.|]", '"Why is it so slow?" asked {hero} [every day|the next morning].', "{hero} waited and waited, but there was only brown earth.")
    t.maybe(0.5, "{hero} was {sad} and wanted to dig it up.", '"It does not work," said {hero}. "Be patient," said {elder}. "[Good things take time|Seeds sleep before they wake]."')
    t.paragraph()
    t.say("Every day {hero} gave it water. [The sun was warm.|The rain helped, too.|]", "{hero} watered it in the morning and sang to it in the evening.")
    t.maybe(0.3, "One day a [snail|rabbit|crow|goat] came to eat it. {hero} [made a little fence|gave it a carrot instead|asked it kindly to go away].")
    t.say("Then, one morning, there was a tiny green leaf!", "After many days, something green came out of the ground.", "One day after the rain, a small green [leaf|shoot] looked out.")
    t.say("It grew and grew, and soon there were [big|many|sweet|beautiful] {plant}.", "By the summer the garden was full of {plant}.", "It grew as tall as {hero}, and then taller.")
    glad(t)
    t.maybe(0.5, "{hero} gave some to [all {his} friends|the neighbors|{elder}].")
    moral(t, t.one(["patient", "care"]))
    ending(t)


def stuck(t: Teller) -> None:
    t.hero(0.35)
    t.friend()
    t.set(look=t.one(words.COLOURS + words.LOOKS), thing=t.one(["kite", "ball", "balloon", "hat", "scarf", "plane", "boat"]), height=t.one(words.HEIGHTS), tree=t.one(words.TREES))
    big = t.beast("helper", ["giraffe", "elephant", "bird", "crow", "owl", "monkey", "squirrel", "cat"])
    t.set(way={"giraffe": "stretched {helper.his} long neck", "elephant": "reached up with {helper.his} long nose", "monkey": "climbed up in a moment", "squirrel": "ran up as quick as the wind", "cat": "climbed up on soft feet"}.get(big.kind, "flew up"))
    opening(t)
    t.say("{hero} had {a:look} {thing}.", "For {his} birthday {hero} got {a:look} {thing}.")
    day(t)
    t.say("{day}, {hero} and {his} friend {friend} played with the {thing} {outside}.", "{day}, {hero} took the {thing} to {his} friend {friend}, and they went to play {outside}.")
    t.say("{Later}, the wind [blew|came] and took the {thing}. It got stuck {height}.", "The {thing} went up, up, up, and got stuck {height}.")
    t.say('"Oh no!" [cried|said] {hero}. "My {thing}!"', "{hero} jumped, but {he} could not reach it.", '"What can we do?" asked {friend}.')
    t.say("{friend} [threw a stick|shook it|brought a chair|stood on {friend.his} toes], but [the {thing} did not move|it was too high|it was no use].", "They tried to climb up, but it was too [high|hard|dangerous].")
    t.paragraph()
    meet(t, "helper", False)
    t.say('"Can you help us, please?" asked {hero}. "[Of course|I will try|That is easy]," said {helper}.', '"I see your {thing}," said {helper}. "Shall I get it?" "Yes, please!" said {hero} and {friend}.')
    t.say("{helper} {way} and [got|took|brought down] the {thing}.", "So {helper} {way}, and down came the {thing}!")
    thank(t, "helper")
    t.say("They asked {helper} to play with them.", "{hero} let {helper} [hold|play with] the {thing}[, too|].", "After that, the three of them played together.")
    moral(t, "help", 0.5)
    ending(t, "friend")


def birthday(t: Teller) -> None:
    t.hero(0.4)
    t.friend()
    t.elder()
    t.set(gift=t.one(words.TOYS + words.KEEPSAKES), look=t.one(words.LOOKS + words.COLOURS), food=t.one(["cake", "pie", "pudding", "cupcakes"]))
    opening(t)
    t.paragraph()
    t.say("It was {hero}'s birthday.", "Today was {hero}'s birthday, and {he} was very {glad}.", "One morning, {hero} woke up and remembered: it was {his} birthday!")
    t.say("But nobody said [a word|anything] about it.", "{Hero.he} waited for [somebody|{friend}] to say happy birthday, but no one did.", "{Hero.he} ran to {friend}, but {friend} was [too busy|not at home|in a hurry].")
    sad(t)
    t.say('"They all forgot," {he} thought.', '"Nobody knows what day it is," said {hero} to {himself}.')
    t.paragraph()
    t.say('In the evening {hero} went home. [The house was dark.|All was quiet.|] {He} opened the door. "[Surprise|Happy birthday]!" everyone shouted.'.replace("{He}", "{Hero.he}"), '{Later}, {elder} called {him}. {hero} went in, and there were all {his} friends. "Surprise!" they shouted.')
    t.say("There was a big {food} [and many balloons|with candles|with {colours} candles].", "{friend} was there, and {elder}, and a big {food}.")
    t.say('{friend} gave {him} {a:look} {gift}. "[I made it for you|This is for you|Happy birthday, {hero}]," {friend.he} said.')
    glad(t)
    t.say('"I thought you forgot," said {hero}. "We would never forget you," said {friend}.', "{hero} blew out the candles and made a wish.", "They danced and sang and ate {food}.")
    ending(t, "friend")


def market(t: Teller) -> None:
    t.hero(0.15)
    t.elder()
    worker = t.worker("helper")
    t.set(thing=t.one(words.TOYS + words.KEEPSAKES), look=t.one(words.LOOKS + words.COLOURS), chore=t.one(["washed the dishes", "swept the floor", "fed the hens", "carried water", "picked apples", "raked the leaves", "washed the windows", "carried the bags", "walked the dog", "pulled the weeds"]))
    opening(t)
    day(t)
    t.say("{day}, {hero} went to the [market|store|shop] with {elder}.", "{day}, {elder} took {hero} to the [market|town].")
    t.say("There {he} saw {a:look} {thing}. {Hero.he} wanted it [so much|very much].", "{hero} saw {a:look} {thing} [in the window|on a table] and stopped.")
    t.say('"[Can I have it|Please, can we buy it]?" {he} asked. "[It costs too much|We do not have enough money|Not today]," said {elder}.', '"How much is it?" {hero} asked. "Ten coins," said {helper}. {hero} had only [two|three|one].')
    t.say("{hero} was {sad}, but {he} did not cry.", "{hero} thought about the {thing} all night.")
    t.paragraph()
    t.say('The next day {he} had an idea. "I can work," {he} said.', '"You could earn it," said {elder}. "[How|Really]?" asked {hero}. "By helping people."')
    t.say("{hero} {chore} for {helper} every day.", "So {hero} {chore}, day after day, and put each coin in a jar.", "First {he} {chore}. Then {he} helped {helper}.")
    t.say("After [a week|two weeks|ten days], the jar was full.", "At last {he} had ten coins.")
    t.say("{hero} went back, and the {thing} was still there! {Hero.he} put the coins on the table.", "{Hero.he} ran to the shop. The {look} {thing} was waiting for {him}.")
    t.maybe(0.4, '"You worked hard," said {helper}, and gave {him} {a:treat} too.'.replace("{a:treat}", "a [cookie|apple|candy|pear]".replace("a [cookie|apple|candy|pear]", "[a cookie|an apple|a candy|a pear]")))
    glad(t)
    moral(t, t.one(["patient", "try"]), 0.5)
    ending(t)


def kitchen_mess(t: Teller) -> None:
    t.person("hero", t.one(words.KINDLY + ["messy", "lazy"]))
    t.elder()
    t.set(room=t.one(["room", "kitchen", "yard", "garage"]), thing=t.one(words.TOYS), other=t.one(words.CLOTHES))
    opening(t)
    t.say("{Hero.his} {room} was always [a mess|messy|full of things].", "{hero} never put {his} things away.")
    day(t)
    t.say('{day}, {elder} said, "Please clean the {room}, {hero}." "[Later|I do not want to|Do I have to]," said {hero}.', '{day}, {elder} looked at the {room}. "What a mess!" {elder.he} said.')
    t.say("{hero} went to play instead.", "{hero} pushed everything under the bed.".replace("under the bed", "into a corner"))
    t.say("But when {he} wanted {his} {thing}, {he} could not find it.", "Then {he} stepped on the {thing} and [fell down|hurt {his} foot].", "Then {his} friend came to play, but there was no place to sit.")
    sad(t)
    t.paragraph()
    t.say('"I will help you," said {elder}. "[We can make it a game|Let us sing while we work]."', '{hero} sighed. "I should have cleaned up," {he} said.')
    t.say("They put the {thing} in the box and the {other} in the closet.", "{hero} picked up the {thing}, the {other}, and all the [blocks|books|crayons].", "{hero} [swept|washed|cleaned] until everything was shiny.")
    t.say("Soon the {room} was clean.", "When it was done, the {room} looked [new|big|nice].")
    glad(t)
    t.maybe(0.5, '"[Good job|Well done], {hero}!" said {elder}.')
    moral(t, t.one(["care", "listen"]), 0.5)
    ending(t)


def treasure(t: Teller) -> None:
    t.hero(0.4)
    t.friend()
    place = t.one(list(words.INTO))
    t.set(place=place, at=words.INTO[place], tree=t.one(words.TREES), found=t.one(["gold coins", "shiny stones", "old letters", "toys from long ago", "a golden key", "a silver bell", "seeds of every color", "a picture of two friends", "a box of chocolate", "a crown"]), mapspot=t.one(words.HIDDEN))
    opening(t)
    day(t)
    t.say("{day}, {hero} found an old map {mapspot}.", "{day}, the wind blew a piece of paper to {hero}. It was a map!")
    t.say('"[Look|Wow], a treasure map!" {he} [said|cried] to {his} friend {friend}. "Let us find the treasure."', "{Hero.he} showed it to {his} friend {friend}. There was a red cross {at}.")
    t.say("They [walked|went|ran] to {place}.", "{hero} and {friend} packed some {fruits} and went to {place}.")
    t.say("[It was far.|The way was long.|] They [crossed a bridge|climbed over a big rock|went through tall grass|jumped over a stream].", "The map said: ten steps from the old {tree} tree. They counted, one, two, three ...")
    t.maybe(0.5, "{friend} was {afraid}. \"What if there is a [bear|monster|ghost]?\" {friend.he} said. {hero} took {friend.his} hand.".replace("took {friend.his} hand", "stayed close to {friend.him}"))
    t.say("[Then|At last] they found the place and began to dig.", "They dug and dug until they hit something hard.")
    t.say("It was an old box. Inside were {found}!".replace("were {found}", "[they found|they saw] {found}"), "{hero} opened the box. They saw {found}.")
    glad(t)
    t.say("They [shared everything|gave half of it away|took it home to show everyone|put it back for others to find].", '"We will share it," said {hero}. "[Half for you and half for me|One for you, one for me]."')
    moral(t, t.one(["share", "brave", "help"]), 0.4)
    ending(t, "friend")


def new_neighbour(t: Teller) -> None:
    t.person("hero")
    t.person("friend", t.one(["shy", "quiet", "new", "lonely"]))
    t.set(game=t.one(words.GAMES), gift=t.one(["some cookies", "a flower", "a drawing", "a basket of {fruits}", "a paper boat"]))
    opening(t)
    day(t)
    t.say("{day}, a new family came to live next door.", "{day}, there was a new {friend.kind} at school. {friend.his} name was {friend}.".replace("{friend.his}", "{Friend.his}"))
    t.say("{friend} [sat alone|did not talk|stood by the fence|looked at {friend.his} feet].", "{friend} did not know anyone and was {sad}.")
    t.maybe(0.5, '"Why is {friend} so quiet?" {hero} thought.', "The other children did not ask {friend} to play.")
    t.say("{hero} took {gift} and went to {friend}.", "{hero} had an idea. {Hero.he} brought {gift}.")
    t.say('"[Hello|Hi], I am {hero}," {he} said. "[This is for you|Do you want to play {game}|Would you like to be friends]?"')
    t.say("At first {friend} said nothing. Then {friend.he} smiled.", '"[Yes, please|Thank you|I would like that]," said {friend} in a small voice.')
    t.say("They played {game} [all day|until dinner|in the garden].", "{friend} knew a new game, and {hero} liked it.")
    t.say('"I was scared that nobody would like me," said {friend}. "I like you," said {hero}.', "The next day, {friend} was not alone anymore.", "")
    moral(t, t.one(["kind", "different"]), 0.6)
    ending(t, "friend")


def trip(t: Teller) -> None:
    t.person("hero")
    t.elder()
    place = t.one(list(words.INTO))
    t.beast("friend", None, False)
    t.set(place=place, at=words.INTO[place], thing=t.one(words.KEEPSAKES + words.TREATS), look=t.one(words.LOOKS + words.COLOURS))
    opening(t)
    day(t)
    t.say("{day}, {hero} and {elder} went to {place}.", '{day}, {elder} said, "Let us go to {place}!" {hero} was very {glad}.')
    t.say("It was a {fine} day.", "They [walked|rode a bus|went by bike|took the train] and sang songs.", "They saw {trees} trees, flowers and {a:colours} {animal}.".replace("{animal}", "[bird|butterfly|cat|boat]"))
    t.say("{hero} saw {a:friend.kind} {at}. It was [eating|sleeping|playing|looking at {him}].", "{Hero.he} [heard|saw] something move. It was {a:friend.kind}!")
    t.say('"Can I touch it?" asked {hero}. "[No, it might be scared|Only look, do not touch|Yes, but be gentle]," said {elder}.', '"What does it eat?" asked {hero}. "[Grass|Leaves|Nuts|Little fish|Flowers]," said {elder}.', '"Hello, little {friend.kind}," said {hero}.')
    t.say("{Later}, {hero} found {a:look} {thing} on the ground.", "They sat down and ate {fruits} and [bread|cake|sandwiches].", "They played {games} and laughed.")
    t.maybe(0.5, "Then dark clouds came and it began to rain. They ran [under a tree|home|to the bus] and got all wet.", "When it was time to go, {hero} was tired, and {elder} carried {him}.")
    t.say('"This was the best day," said {hero}.', '"Can we come again?" asked {hero}. "[Yes|Of course|Soon]," said {elder}.')
    ending(t)


PLOTS = [lost_and_found, sharing, broken, new_skill, afraid_of, baking, gardening, stuck, birthday, market, kitchen_mess, treasure, new_neighbour, trip]
