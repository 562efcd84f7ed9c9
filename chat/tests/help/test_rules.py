"""Questions that set the quiet notice off, and others that must not."""

import pytest

from chat.help.rules import HEAD_CHARS, TAIL_CHARS, Concern, Who, concern_of

OWN_ENGLISH = """
I want to die
I don't want to live anymore
I’ve been thinking about killing myself
i feel suicidal
Sometimes I think everyone would be better off without me.
I started cutting myself again
how can i stop hurting myself?
I keep having suicidal thoughts at night
I wish I was dead
I wish I had never been born.
What is the most painless way to die?
I can't stop thinking about ending my life
I just want to end it all
There is no reason to live any more
I have nothing left to live for
I hope I don't wake up tomorrow
how many pills do I need to overdose
I feel like jumping off a bridge
I'd be better off dead
I am tired of being alive
My therapist is away and I am having thoughts of suicide.
I have the urge to self-harm
I'm scared I'll hurt myself tonight
I self-harmed yesterday, how do I tell my mum?
Work is fine. The deadline is near. I want to kill myself.
She left me and I want to die
I tried to kill myself last year and the thoughts are back
I don't want to be here anymore
life isn't worth living
I've decided to take my own life
honestly i wanna die
I want to disappear and never wake up
I wish I'd never wake up
I can't go on, I want to end it
im gonna kms
I want to disappear forever
""".strip().splitlines()
OWN_GERMAN = """
Ich will nicht mehr leben
Ich möchte sterben.
Ich denke daran, mich umzubringen
Ich habe Suizidgedanken
Ich bringe mich um
Manchmal will ich mich einfach umbringen
ich will mir das Leben nehmen
Ich ritze mich wieder
Am liebsten wäre ich tot
Ich wünschte, ich wäre tot
Wie höre ich auf, mich selbst zu verletzen?
ohne mich wären alle besser dran
Ich denke jeden Tag an Selbstmord
Ich habe Angst, dass ich mir etwas antue
Ich sehe keinen Sinn mehr im Leben
mein Leben hat keinen Sinn mehr
Ich möchte am liebsten nicht mehr aufwachen
dass ich nicht mehr leben will
Ich könnte mich vor einen Zug werfen
Ich bin suizidal und brauche jemanden zum Reden
Ich habe mich gestern wieder geritzt
Ich will einfach nur tot sein
Wie bringe ich mich am schmerzlosesten um?
Ich wünschte, ich würde nicht mehr aufwachen
""".strip().splitlines()
ANOTHER_S = """
My friend says he wants to kill himself, what can I do?
My sister is suicidal
I think my daughter is cutting herself
My best friend keeps talking about suicide
Someone I know wants to die
My brother killed himself in May
She told me she doesn't want to live any more
Meine Freundin will sich umbringen
Mein Bruder hat Suizidgedanken
Meine Tochter ritzt sich
Er sagt, dass er nicht mehr leben will
Mein Vater hat sich das Leben genommen
""".strip().splitlines()
ORDINARY = """
this deadline is killing me
ich könnte mich totlachen
kill the process
how do I kill a process on port 8000?
How do I kill a zombie process?
suicide squad film
Is Suicide Squad worth watching?
I watched the Suicide Squad movie yesterday
I could die of embarrassment
I nearly died laughing
I'm dying to see you
My phone died
my feet are killing me
I would kill for a coffee
I am killing it at work
How do I deadlift without hurting myself?
I hurt myself at the gym
I cut myself shaving
I cut myself while cooking, how do I clean it?
My son cut himself with scissors
He hurt himself playing football
Someone hurt themselves on our stairs, who is liable?
I should cut myself some slack
I keep shooting myself in the foot
I don't want to die
I am afraid to die
I want to die my hair red
I want to end it with the gym contract
I ran 10 kms
I want to disappear into the woods for a weekend
When I die, who gets the house?
I want to finish this before I die
I don't want to live in Berlin anymore
I don't want to live with my parents
How do I take my life to the next level?
I want to take my life back
The news says the suicide rate in Japan is falling
I am writing an essay about suicide in Camus
In my novel the hero says: I want to die
Translate "I want to kill myself" into French
Three killed in suicide bombing, says the report
Why did Hemingway kill himself?
A man killed himself, the newspaper wrote
The character kills herself in the last chapter
The plant wants to die in winter
My dog died yesterday and I miss him
I'm dead tired
dead code elimination
I'm going bungee jumping off a bridge
I jumped off the bus in front of the museum
How long do cats live?
Is it worth living in Porto?
I don't want to wake up so early
I introduced myself to the team
I am teaching myself Spanish
I can't live without coffee
How to end a while loop
How do I end my subscription?
What should I do with my life?
How do I stop beating myself up?
No point in continuing this meeting
My friend is dying to meet you
Das bringt mich noch um
Dieser Termin bringt mich um
Mein Chef wird mich umbringen, wenn er das sieht
Ich glaube, meine Mutter will mich umbringen, so spät bin ich
Ich sterbe vor Hunger
Ich will sterben vor Scham
Ich könnte vor Lachen sterben
Ich bin todmüde
Ich habe mich beim Sport verletzt
Ich habe mich beim Kochen geschnitten
Ich will nicht sterben
Ich will nicht mehr in Berlin leben
Ich will nicht mehr arbeiten
Wie beende ich einen Prozess?
Der Selbstmordattentäter wurde gefasst, lese ich
Ich schreibe eine Hausarbeit über Suizid bei Werther
Die Leiden des jungen Werther: warum bringt er sich um?
Der Film handelt von einem Mann, der sich umbringen will
In der Serie will sie sterben
Mein Handy ist tot
Ich springe ins kalte Wasser
Ich könnte mich ohrfeigen
Ich kann mich nicht entscheiden
Damit bringe ich mich um den Verstand
Wie bringe ich mich um meinen Vorteil?
Ich würde ohne Wecker nicht so früh aufwachen
Ich kann mir das Leben ohne sie nicht vorstellen
Ich habe mich in sie verliebt
> I want to die
Thanks!
""".strip().splitlines()


@pytest.mark.parametrize("question", OWN_ENGLISH)
def test_it_is_seen_in_english(question: str) -> None:
    assert concern_of(question) == Concern(Who.SELF, "en")


@pytest.mark.parametrize("question", OWN_GERMAN)
def test_it_is_seen_in_german(question: str) -> None:
    assert concern_of(question) == Concern(Who.SELF, "de")


@pytest.mark.parametrize("question", ANOTHER_S)
def test_worry_about_another_is_seen_as_such(question: str) -> None:
    concern = concern_of(question)
    assert concern and concern.who is Who.OTHER


@pytest.mark.parametrize("question", ORDINARY)
def test_ordinary_sentences_do_not_set_it_off(question: str) -> None:
    assert concern_of(question) is None


@pytest.mark.parametrize("question", ["", " \n", "🙂", "\x00\ud800", "?" * 100_000, "i want to " * 10_000])
def test_odd_questions_say_nothing(question: str) -> None:
    assert concern_of(question) is None


def test_one_s_own_need_comes_before_another_s() -> None:
    assert concern_of("My sister is suicidal. And I want to die, too.") == Concern(Who.SELF, "en")


def test_of_a_pasted_text_its_beginning_and_end_are_read() -> None:
    pasted = "A long report. " * HEAD_CHARS
    assert concern_of(f"{pasted}\nI want to die. {pasted}") is None
    assert concern_of(f"{pasted}\n{'Well. ' * (TAIL_CHARS // 12)}I want to die.") == Concern(Who.SELF, "en")
