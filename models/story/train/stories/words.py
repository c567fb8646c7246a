"""What stories are made of: beings, things, places and how they feel. Lists are plain; `tell.py` chooses from them."""

GIRLS, BOYS = (
    "Lily Lucy Mia Sara Sarah Anna Amy Sue Emma Mary Jane Molly Ella Zoe Mandy Jenny Kate Lola Bella Betty Tina Nina Kim Susie "
    "Jill Sally Daisy Ava Emily Sophie Lisa Maya Nora Ruby Rosa Alice Clara Ivy Leila Amina Hana Priya Wanjiru Thandi Mei Ines "
    "Greta Freya Olga Zara Elsa Carmen Nadia Fatima Esther Judy Polly Ellie Mila Lena".split(),
    "Tom Tim Ben Max Sam Jack Timmy Tommy Billy Bob Bobby John Joe Johnny Mark Mike Leo Fred Peter Charlie Jim Jimmy Henry "
    "David Daniel Alex Adam Andy Nick Oscar Oliver Luke Ryan Toby Ravi Omar Kofi Juma Hugo Ivan Karl Malik Pedro Diego Emil "
    "Noah Felix Theo Amir Tariq Chen Sipho Baraka Otis Milo Ned Rory Finn".split(),
)

# Kind, and the names that such a one may have.
ANIMALS = {
    "cat": "Whiskers Mittens Tabby Smoky Pearl Ginger",
    "dog": "Spot Rex Buddy Rover Biscuit Patch",
    "puppy": "Pip Scout Button Waggles Coco",
    "kitten": "Snowball Fluffy Minnow Socks Pepper",
    "rabbit": "Clover Hoppy Thumper Cotton Bramble",
    "bunny": "Bun Flopsy Nibbles Tufty",
    "bear": "Bruno Honeypaw Grumble Barley",
    "fox": "Rusty Ember Russet Slink Copper",
    "mouse": "Squeak Crumb Thimble Pipkin",
    "bird": "Tweet Feather Skylark Chirp",
    "owl": "Hoot Willow Moonie Sage",
    "duck": "Puddle Waddles Dilly Quackers",
    "frog": "Hopper Lilypad Croak Splash",
    "turtle": "Shelly Slowpoke Pebble Mossy",
    "squirrel": "Hazel Nutty Acorn Chestnut",
    "hedgehog": "Prickle Bristle Spike Tumble",
    "elephant": "Ellie Trunky Ziwa Boulder",
    "monkey": "Bongo Chip Mango Swing",
    "lion": "Leo Goldie Roary Simba",
    "giraffe": "Twiga Spots Stretch Gigi",
    "pig": "Rosie Truffle Mudge Snuffle",
    "cow": "Bluebell Buttercup Moo Clementine",
    "horse": "Star Thunder Chestnut Comet",
    "sheep": "Woolly Cloudy Fleece Dolly",
    "hen": "Henny Speckle Penny Marigold",
    "goat": "Billy Nan Clatter Bramble",
    "otter": "Ollie River Slip Dabble",
    "beaver": "Timber Gnaw Woody Dam",
    "deer": "Fern Dapple Swift Willow",
    "butterfly": "Flutter Saffron Petal Velvet",
    "bee": "Buzz Honey Bumble Zuzu",
    "ant": "Anty Speck Tiny Crumbs",
    "snail": "Shelby Trail Dew Spiral",
    "penguin": "Pingo Frost Flipper Icy",
    "whale": "Wally Bluey Tide Splashy",
    "fish": "Finny Bubbles Coral Glimmer",
    "dragon": "Cinder Ember Puff Scales",
    "donkey": "Dusty Hee Barley Clop",
    "crow": "Inky Caw Shadow Ash",
    "badger": "Stripe Digger Bracken Grumps",
}

WILD = "rabbit fox mouse bird owl duck frog turtle squirrel hedgehog deer beaver badger otter crow snail".split()
PETS = "cat dog puppy kitten bunny".split()
BABIES = {"bird": "baby bird", "duck": "duckling", "deer": "fawn", "cat": "kitten", "rabbit": "baby bunny", "fox": "fox cub", "bear": "bear cub", "owl": "little owl", "sheep": "lamb"}

TOYS = "ball doll kite boat drum puzzle robot train truck car bear top yo-yo scooter bike swing teddy balloon book whistle horn crayon block hoop wagon puppet".split()
KEEPSAKES = "necklace ring shell key stone coin feather button map bell ribbon scarf hat watch box bracelet marble lantern flute cup photo letter medal".split()
CLOTHES = "hat scarf coat sock shoe glove mitten sweater boot cap dress shirt".split()
FOODS = "cake pie bread soup cookies pancakes muffins jam pizza salad porridge stew pudding rice noodles".split()
TREATS = "cookie apple candy cupcake banana lollipop berry carrot sandwich pear peach muffin".split()
FRUITS = "apples berries pears plums cherries oranges mangoes peaches figs grapes bananas".split()
GARDEN = "carrots tomatoes beans pumpkins roses tulips sunflowers peas corn strawberries daisies potatoes".split()
TREES = "oak apple pine willow plum cherry fig mango birch maple".split()

OUTSIDE = [
    "in the park", "in the garden", "by the river", "in the forest", "on the hill", "at the beach", "in the field", "near the lake",
    "in the yard", "by the pond", "in the meadow", "on the farm", "in the woods", "by the sea", "behind the house", "at the playground",
]
INTO = {
    "the forest": "in the forest", "the park": "in the park", "the woods": "in the woods", "the garden": "in the garden", "the beach": "at the beach",
    "the market": "at the market", "the farm": "on the farm", "the river": "by the river", "the lake": "by the lake", "the hill": "on the hill",
    "the field": "in the field", "the store": "in the store", "the zoo": "at the zoo", "the meadow": "in the meadow", "the library": "in the library",
    "the village": "in the village", "the pond": "by the pond", "the playground": "at the playground", "the mountain": "on the mountain", "the barn": "in the barn",
}
HOMES = ["a small house", "a little village", "a big house", "a warm nest", "a cosy cottage", "a tall tree", "a quiet town", "a house by the sea", "a small town", "a little house near the forest", "a house on a hill", "a busy city", "a blue house", "a house with a red door"]
DENS = ["a hollow tree", "a warm burrow", "a big forest", "a cave", "a green meadow", "a pond", "a barn", "a nest", "the woods", "a jungle", "a hole under a tree", "a field of flowers", "a house of leaves"]
HIDDEN = ["under the bed", "behind the couch", "under a bush", "in the grass", "behind a big rock", "inside an old box", "under a pile of leaves", "in the toy box", "behind the door", "under the table", "between two stones", "in a basket", "in the mud", "on top of the shelf", "in the tall grass", "under the porch", "behind the shed", "in the pocket of a coat"]
HEIGHTS = ["up in a tree", "on the roof", "on a high branch", "on top of the fence", "on a tall shelf", "at the top of the slide"]

COLOURS = "red blue green yellow pink purple orange white black brown golden silver".split()
SIZES = "big small tiny huge little tall large".split()
LOOKS = "shiny pretty old new soft bright beautiful lovely round colorful strange special wonderful fancy simple".split()
KINDLY = "kind brave happy clever curious friendly gentle careful cheerful smart playful honest polite helpful patient thoughtful".split()
UNKIND = "grumpy selfish greedy lazy mean stubborn proud careless jealous rude impatient bossy".split()
GLAD = "happy glad excited proud thankful pleased cheerful delighted joyful".split()
SAD = "sad upset worried lonely unhappy disappointed".split()
AFRAID = "scared afraid nervous frightened worried".split()
BODY_GLAD = ["smiled", "laughed", "clapped {his} hands", "jumped up and down", "grinned", "giggled", "danced around", "gave a big smile"]
BEAST_GLAD = ["smiled", "laughed", "jumped up and down", "wagged {his} tail", "danced around", "grinned", "did a little dance", "spun around"]
WEATHER = ["sunny", "windy", "warm", "cold", "cloudy", "rainy", "bright", "hot", "snowy", "foggy"]
FINE = ["sunny", "warm", "bright", "lovely", "beautiful", "nice"]
DAYS = ["One day", "One morning", "One sunny day", "One afternoon", "One day after lunch", "One evening", "One Saturday", "One warm day", "One windy day", "One day in spring", "One cold morning"]
LATER = ["Then", "After a while", "Soon", "A little later", "After some time", "Just then", "Suddenly", "That afternoon", "Before long"]
JOBS = ["baker", "farmer", "teacher", "shopkeeper", "gardener", "mailman", "doctor", "fisherman", "painter", "carpenter", "librarian", "shoemaker", "firefighter", "sailor", "clockmaker", "weaver"]
SKILLS = ["swim", "ride a bike", "fly a kite", "whistle", "paint", "bake bread", "climb a tree", "read", "dance", "play the drum", "tie a bow", "skate", "jump rope", "sing", "write", "count to one hundred", "catch a ball", "sew", "juggle"]
BEAST_SKILLS = ["swim", "fly", "climb", "sing", "dig", "hop over the log", "jump high", "build a nest", "find nuts", "roar", "catch fish", "make honey", "whistle", "dance", "hide"]
GAMES = ["hide and seek", "tag", "catch", "pretend", "pirates", "a jumping game", "house", "with blocks", "a singing game", "chess", "follow the leader", "explorers", "kings and queens", "a guessing game"]
SOUNDS = ["a loud noise", "a soft cry", "a strange sound", "a squeak", "a bang", "a small voice", "a song", "a crash", "a whisper", "a knock"]
FEARS = {
    "the dark": ("It was only dark, and the stars were there too", "turned off the lamp and looked at the stars"),
    "the deep water": ("The water held {him} up", "put one foot in the water, then the other"),
    "thunder": ("It was only a loud noise, far away in the clouds", "counted slowly from the flash to the boom"),
    "the big slide": ("It was fast and it was fun", "held on tight and let go"),
    "dogs": ("The dog only wanted to be a friend", "held out a hand, and the dog licked it"),
    "spiders": ("The spider was small and busy with its web", "looked closely at the web, and it shone"),
    "the doctor": ("It did not hurt much at all", "took a deep breath and opened wide"),
    "high places": ("From up there the whole world looked like a toy", "climbed one step, and then one more"),
    "the old house on the hill": ("Only a kind old woman lived there, and she had cookies", "knocked on the door three times"),
    "new people": ("The new people were shy too", "said hello in a small voice"),
    "singing in front of people": ("Everybody clapped", "closed {his} eyes and began to sing"),
    "loud noises": ("It was only the wind playing with a door", "went to see what made the sound"),
}
LESSONS = {
    "share": ["sharing is more fun than keeping things", "it is good to share", "things are better when you share them"],
    "kind": ["it is good to be kind", "being kind makes friends", "a little kindness goes a long way"],
    "honest": ["it is always best to tell the truth", "telling the truth makes the heart light", "a true word is better than a lie"],
    "try": ["you should never give up", "if you keep trying, you will learn", "practice makes hard things easy"],
    "help": ["it is good to help others", "friends help each other", "together they could do anything", "asking for help is not a bad thing"],
    "listen": ["it is wise to listen", "it is good to listen to {elder}", "warnings are there for a reason"],
    "brave": ["being brave means doing it even when you are scared", "most scary things are small when you look at them", "it is fine to be scared, and still try"],
    "patient": ["good things take time", "it is good to be patient", "waiting can be worth it"],
    "care": ["it is important to take care of things", "you must look after what you love", "being careful keeps things safe"],
    "different": ["everyone is good at something", "it is fine to be different", "small ones can do big things too"],
}
