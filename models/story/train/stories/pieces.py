"""Pieces that most stories have: beginnings, feelings, talk, help, endings."""

from . import words
from .tell import Teller


def opening(t: Teller, trait: str | None = None) -> None:
    """Who the story is of, and where. The cast has its hero."""
    hero = t.cast["hero"]
    adjective = trait or hero.adjective
    t.set(adj=adjective)
    if hero.is_person:
        t.set(home=t.one(words.HOMES))
        t.say(
            "Once upon a time, there was {a:adj} {hero.kind} named {hero}.",
            "Once upon a time, there was a [little|young|{adj}] {hero.kind} [named|called] {hero}.",
            "Once upon a time there was {a:adj} little {hero.kind} [named|called] {hero}.",
            "Once upon a time, in {home}, there lived {a:adj} {hero.kind} named {hero}.",
            "Once there was {a:adj} {hero.kind} named {hero} who lived in {home}.",
            "There once was {a:adj} {hero.kind} [named|called] {hero}.",
            "{hero} was {a:adj} {hero.kind} who lived in {home}.",
            "{hero} was {a:adj} [little |]{hero.kind}.",
            "A [little|{adj}] {hero.kind} named {hero} lived in {home} with {his} [mom|family|mom and dad|grandma|dad|brother|sister].",
            "In {home} there lived {a:adj} {hero.kind} [called|whose name was] {hero}.",
        )
    else:
        t.set(home=t.one(words.DENS))
        t.say(
            "Once upon a time, there was {a:adj} {hero.kind} named {hero}.",
            "Once upon a time, there was {a:adj} {hero.kind} [called|named] {hero}. {Hero} lived in {home}.",
            "Once upon a time, in {home}, there lived {a:adj} {hero.kind} named {hero}.",
            "Once there was {a:adj} {hero.kind} [named|called] {hero} who lived in {home}.",
            "{hero} the {hero.kind} lived in {home}.",
            "{hero} was {a:adj} {hero.kind}. {Hero.he} lived in {home} with {his} [family|mom|mother|friends|brothers and sisters].",
            "In {home}, there was {a:adj} {hero.kind} whose name was {hero}.",
            "Long ago, {a:adj} {hero.kind} named {hero} lived in {home}.",
        )


def likes(t: Teller) -> None:
    t.say(
        "{hero} [loved|liked] to play {outside}.",
        "{Hero.he} [loved|liked] to play {games} with {his} friends.",
        "{hero} [loved|liked] to [run|jump|explore|sing|dance|look at the clouds|watch the birds|climb|draw|listen to stories].",
        "Every day, {hero} [played|walked|went to play] {outside}.",
        "{Hero.he} had many [friends|toys|books|ideas] and was [always|mostly|often] {glad}.",
        "{Hero.he} was very [good at {games}|curious|quiet|fast|funny|fond of {fruits}].",
        "",
    )


def day(t: Teller) -> None:
    t.paragraph() if t.chance(0.7) else None
    t.set(day=t.one(words.DAYS))


def glad(t: Teller) -> None:
    beast = not t.cast["hero"].is_person
    t.set(gladly=t.one(words.BEAST_GLAD if beast else words.BODY_GLAD))
    t.say(
        "{hero} was [so|very|really] {glad}.",
        "{Hero.he} {gladly}.",
        "{hero} {gladly} and felt very {glad}.",
        "{hero} was so {glad} that {he} {gladly}.",
        "It made {hero} very {glad}.",
        "{Hero.he} felt {glad}[| and warm inside| again].",
        "{Hero} could not stop smiling.",
    )


def sad(t: Teller) -> None:
    t.say(
        "{hero} was [very|so|really] {sad}.",
        "{hero} felt {sad}[| and did not know what to do].",
        "{hero} [began|started] to cry.",
        "{hero} sat down and [cried|sighed|put {his} head down].",
        "This made {hero} [very|so] {sad}.",
        "{hero} was {sad} and wanted to [go home|cry|hide|be alone].",
        "Tears came to {hero}'s eyes.",
    )


def meet(t: Teller, role: str = "friend", where: bool = True) -> None:
    """Someone comes along."""
    being = t.cast[role]
    who = f"{{a:{role}.adj}} {{{role}.kind}}" if not being.is_person else f"a {{{role}.kind}}"
    named = being.name != being.kind
    place = " {outside}" if where and t.chance(0.4) else ""
    if named:
        t.say(
            f"[There,|On the way,|Soon,|Just then,|After a while,] {{he}} met {who} named {{{role}}}{place}.",
            f"{{hero}} [saw|met|found] {who} [named|called] {{{role}}}{place}.",
            f"{{Later}}, {who} named {{{role}}} came [by|along|to {{him}}|closer].",
        )
    else:
        t.say(
            f"[There,|On the way,|Soon,|Just then,|After a while,] {{he}} met {who}{place}.",
            f"{{hero}} [saw|met|heard] {who}{place}.",
            f"{{Later}}, {who} came [by|along|to {{him}}|closer].",
        )


def greet(t: Teller, role: str = "friend") -> None:
    t.say(
        f'"[Hello|Hi|Good morning], {{hero}}!" said {{{role}}}. "[Hello|Hi], {{{role}}}!" said {{hero}}.',
        f'"[Hello|Hi]," said {{hero}}. "[What is your name|Who are you|What are you doing here]?" "I am {{{role}}}," said {{{role}}}. "[Do you want to play|Will you play with me|It is nice to meet you][?|.]"'.replace("[?|.]", ""),
        f'{{hero}} [waved|smiled] and said, "[Hello|Hi]!" {{{role}}} [waved|smiled] back.',
    )


def ask_wrong(t: Teller, role: str) -> None:
    t.say(
        f'"[What is wrong|Why are you crying|Why are you so sad|What is the matter|What happened], {{hero}}?" [asked|said] {{{role}}}.',
        f'{{{role}}} [asked|said], "[What is wrong|Why are you sad|What happened|Why do you cry|Are you okay], {{hero}}?"',
        f'{{{role}}} saw that {{hero}} was {{sad}} and asked, "[What is wrong|What happened|Can I help you|What is it]?"',
    )


def offer(t: Teller, role: str) -> None:
    t.say(
        f'"[Do not worry|Do not cry|Don\'t worry|Don\'t be sad]," said {{{role}}}. "[I will help you|I can help|We can do it together|Let us look together|I have an idea]."',
        f'"I [can|will] help you," said {{{role}}}[| with a smile].',
        f'{{{role}}} [thought for a moment|smiled|nodded] and said, "[I will help you|I have an idea|Let\'s do it together|I know what to do]."',
    )


def thank(t: Teller, role: str, reply: bool = True) -> None:
    called = "{Elder.word}" if role == "elder" else f"{{{role}.word}}"
    t.say(
        f'"Thank you, {called}!" said {{hero}}.',
        f'"Thank you so much," {{hero}} said. "You are [very kind|a good friend|so nice|the best]."',
        f"{{hero}} [hugged {{{role}}}|gave {{{role}}} a big hug] and said, \"Thank you!\"",
        f"{{hero}} thanked {{{role}}} [and gave {{{role}.him}} a big hug|again and again|with all {{his}} heart].",
    )
    if reply:
        t.maybe(0.45, f'"You are welcome," said {{{role}}}.', f'"That is what friends are for," said {{{role}}}.', f'{{{role}}} smiled and said, "You are welcome."')


def moral(t: Teller, about: str, share: float = 0.6) -> None:
    t.set(lesson=t.one(words.LESSONS[about]).replace("{elder}", "{elder}" if "elder" in t.cast else "{his} friends"))
    t.maybe(
        share,
        "{hero} learned that {lesson}.",
        "From that day on, {hero} knew that {lesson}.",
        "That day, {hero} learned that {lesson}.",
        "And {hero} never forgot that {lesson}.",
        "{hero} learned [an important|a good|a big] lesson: {lesson}.",
        "{hero} smiled and thought, \"Now I know that {lesson}.\"",
    )


def ending(t: Teller, other: str | None = None) -> None:
    """The last sentence; names the hero nearly always."""
    both = other is not None and other in t.cast
    if both and t.chance(0.6):
        t.say(
            f"{{hero}} and {{{other}}} [were|became] [best friends|good friends|great friends][| from that day on| forever].",
            f"From that day on, {{hero}} and {{{other}}} [played together every day|were best friends|always helped each other|shared everything].",
            f"{{hero}} and {{{other}}} lived happily ever after.",
            f"{{hero}} and {{{other}}} [played|laughed|sang|danced] until [the sun went down|it was time to go home|the stars came out].",
            f"And so {{hero}} and {{{other}}} went home, [tired but happy|hand in hand|side by side|singing a song].".replace("hand in hand", "side by side"),
        )
    else:
        t.say(
            "[And {hero}|{hero}] lived happily ever after.",
            "From that day on, {hero} was [always|never] [careful|kind|brave|{glad}].".replace("[always|never]", "always"),
            "{hero} went home [with a smile|happy|and told {his} family all about it|and slept well that night].",
            "That night, {hero} [slept with a smile|had sweet dreams|fell asleep thinking of it|told the story to the moon].",
            "It was the best day of {hero}'s life.",
            "{hero} was {glad}, and [everyone|all {his} friends|the whole family] [was|felt] happy too.".replace("[was|felt]", "felt"),
            "And that is how {hero} became the [happiest|most {glad}|luckiest] {hero.kind} of all.".replace("most {glad}", "proudest"),
            "{hero} could not wait for the next day.",
        )


def permission(t: Teller) -> None:
    """The elder is asked, and says yes with a warning or a smile."""
    t.say(
        '"{Elder.word}, can I go?" asked {hero}. "Yes, but [be careful|come back before dark|stay close|do not go too far]," said {elder}.',
        '{hero} asked {elder} if {he} could go. {elder.he} [smiled|nodded] and said, "Yes, [be safe|have fun|but take a coat|come home for dinner]."',
    )
