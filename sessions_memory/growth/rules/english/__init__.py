"""The rules in English: a first person, a listed verb in a factual form, and what makes it something."""

import re

from sessions_memory.growth.rules.english import (
    arrived,
    begun,
    believed,
    felt,
    firsts,
    happening,
    holds,
    insight,
    life,
    noticing,
    plain,
    reached,
    reflecting,
    seeing,
    told_anew,
    turning,
    weighty,
)
from sessions_memory.growth.rules.english.saying import PUT_IN, SPELLED_OUT, said, seen
from sessions_memory.growth.rules.values import Language

LANGUAGE = Language(
    code="en",
    words=frozenset(
        "the and i to of is it that my you for was with have but not what this how we can just got finally today"
        " yesterday ago had are on in at".split()
    ),
    speaker=re.compile(r"(?:i|we)\b", re.IGNORECASE),
    pasted=re.compile(
        r"\b(?:translate|rewrite|rephrase|reword|improve|correct|proofread|edit|polish|shorten|summari[sz]e"
        r"|paraphrase|grade|check|review"
        r"|write|draft|compose|speech|poem|lyrics|song goes|wrote|writes|written|says?|said|reads?|replied"
        r"|texted|posted|quote|caption|bio"
        r"|paragraph|sentence|text|letter|email|e-mail|message|essay|post|statement|abstract|transcript|excerpt"
        r"|passage|draft|version"
        r"|character|example|the plan|here is (?:my|the|what|a)|here's (?:my|the|what (?:he|she|they|my \w+"
        r"|i wrote|i have)|a)|following"
        r"|like this|as follows|output|prompt|dialogue|scene"
        r"|code)\b[^.!?\n:]{0,100}(?<!came)(?<!arrived)(?<!here)(?<!said yes):(?=\s)",
        re.IGNORECASE,
    ),
    letter=re.compile(r"\s*(?:(?:dear|to whom)\b|(?:hi|hello|hey) [A-Z]\w+(?: \w+)?\s*[,!])", re.IGNORECASE),
    invented_from_here=re.compile(
        r"\b(?:role-?play|pretend|let'?s say|let us say|imagine|suppose|act as|you are an? \w+"
        r"|for my (?:character|hero|heroine|novel|story"
        r"|game|campaign|play|script)|my character|hypothetical\w*|in the first person|first[- ]person"
        r"|as if you were|in (?:my|the) voice of)\b",
        re.IGNORECASE,
    ),
    draft_follows=re.compile(
        r"\b(?:(?:check|improve|proofread|correct|edit|polish|rewrite|rephrase|shorten|review|revise|critique"
        r"|translate|grade|fix|look over"
        r"|feedback on)\b[^.!?\n]{0,30}\b(?:my|this|the|our|following) (?:[\w-]+ ){0,3}(?:letter|essay|cv"
        r"|resume|résumé|bio|speech|email|e-mail"
        r"|paragraph|text|statement|application|profile|summary|post|toast|story|poem|draft|caption"
        r"|introduction|blurb|message|cover letter)(?=\W*(?:$|[.,:;?!]|for\b|and\b|so\b|please|below|a bit"
        r"|to (?:sound|be|make))))",
        re.IGNORECASE,
    ),
    invented=re.compile(
        r"\b(?:in (?:my|the|this|a|his|her) (?:new |next |old |own )?(?:novel|book|story|dream|game|film|movie"
        r"|play|script|screenplay|song|chapter|scene"
        r"|poem|memoir|show|series|campaign|simulation)\b|i dream(?:ed|t)|dreaming|i had a dream (?:that|where"
        r"|in which)|my (?:hero|heroine|protagonist|narrator|character)"
        r"|the (?:hero|heroine|protagonist|narrator|lyrics|song|main character|player)|in chapter"
        r"|chapter \w+ (?:i|my)"
        r"|if only|as though|what if|pretending (?:i|that|you|we))\b",
        re.IGNORECASE,
    ),
    asks=re.compile(
        r"(?:(?:and|but|so|or|then|well|ok|okay|also|please|now|any(?:way|ways)) )*(?:what|how|why|where|when"
        r"|who|whom|which|whose|can|could|would|will|do|does|did"
        r"|is|are|was|were|am|have|has|had|should|shall|may|might|any|got any|isn't|aren't|don't|doesn't|didn't"
        r"|won't|wouldn't|couldn't"
        r"|shouldn't|help|tell me|ever|got time|know|worth|normal|thoughts|ideas)\b",
    ),
    asks_you=re.compile(
        r"(?:(?:and|but|so|or|then|well|ok|okay|also|please|now) )*(?:can|could|would|will) (?:you|we)\b|(?:so "
        r"|and |but )?(?:(?:how|what|where|when) (?:can|do|should|would|could) (?:i|we|you)|should i|how (?:is|are)"
        r"|what(?:'s| is| are) the)\b|(?:so |and )?(?:help me|tell me"
        r"|please|do you|any (?:tips|advice|ideas)|thoughts)\b|(?:and |but |so )?(?:now )?i(?:'m"
        r"| am) (?:just )?(?:wondering|curious|not sure|looking for|trying to figure)\b",
    ),
    frame=re.compile(
        r"(?:.{0,80}\b)?(?:hope|wish|hoping|pray|dreamed|dreamt|said|says|claims?|thinks?|told (?:me|us|her|him)"
        r"|insists?|believes?|assumes?|pretend|imagine|suppose|goes|reads)(?: that)?\W*$",
    ),
    unreal=re.compile(
        r"\b(?:want(?:ed)? to|hop(?:e|ed|ing)|wish\w*|would|could|should|might|may|will|going to|gonna|plan\w*"
        r"|looking to|trying to|tried to|need(?:ed)? to|have to|love to|like to|about to|not|never|hopefully|almost"
        r"|nearly|if|supposed to|meant to|intend\w*|decided to|considering|thinking (?:of|about)|due to|wants"
        r"|not yet)\b|n't\b",
    ),
    asks_again=re.compile(
        r"(?:right|correct|no|yes|huh|eh|isn't it|didn't i|haven't i|wasn't it|don't i|ok|okay|true|did i"
        r"|have i|am i)\W*$",
    ),
    boundary=re.compile(
        r"[,;:](?=\s)|\s[-–—]+(?=\s)|[–—]|[()]|\.{2,}|…|\s(?=(?:and|but|so|because|when|whenever|while|whereas"
        r"|although|though|which|who|whom|whose|if|unless"
        r"|until|after i|after we|after he|after she|after they|before i|before we|before he|before she"
        r"|before they|since i|since we|since he|since she"
        r"|once i|once we|as soon as|where i|where we|can you|could you|even though|even if|so that|as i|as we"
        r"|except|then) )",
    ),
    background=re.compile(
        r"(?:and |but |so |even |ever |only |or )*(?:when|whenever|while (?!\w+ing )|whereas|although|though"
        r"|which|who|whom"
        r"|whose|if|unless|until (?:i|we|he|she|they)"
        r"|once (?:i|we|he|she|they)|as soon as|after (?:i|we|he|she|they)|before (?:i|we|he|she|they)"
        r"|since (?:i|we|he|she|they|my|our)|that (?:i|we)|where|whether|as (?:i|we)"
        r"|as someone|every time|each time|any time|the (?:day|moment|time|year|week|first time|last time|night"
        r"|minute) (?:i|we|that)|in case|suppose|say|imagine"
        r"|assuming|had i|ever since (?:i|we|he|she|they)|by the time|the way|just because)\b",
        re.IGNORECASE,
    ),
    long_ago=re.compile(
        r"\b(?:(?:many|several|few|some|\d+|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|of|a|one"
        r"|a couple of|half a) years? ago|after (?:college|school|university)|years ago|decades ago|ages ago"
        r"|back in"
        r"|back then|long ago|at the time|in those days|as a (?:kid|child|teen\w*|student|young)|in my (?:teens"
        r"|twenties|thirties|youth|childhood)|at the age of"
        r"|growing up|once upon|in the (?:[5-9]0s|\w+ties)|originally|previously|in a past life"
        r"|at (?:age )?\d\d in)\b",
    ),
    in_year=re.compile(r"\b(?:in|since|around|from|summer|spring|fall|autumn|winter)(?: of)? ((?:19|20)\d\d)\b"),
    rules=(
        *reached.RULES,
        *begun.RULES,
        *life.RULES,
        *firsts.RULES,
        *arrived.RULES,
        *holds.RULES,
        *weighty.RULES,
        *felt.RULES,
        *seeing.RULES,
        *turning.RULES,
        *noticing.RULES,
        *reflecting.RULES,
        *plain.RULES,
        *believed.RULES,
        *told_anew.RULES,
    ),
    weighed=(happening.HAPPENED, insight.SEES_ANEW),
    said=said,
    seen=seen,
    put_in=PUT_IN,
    spelled_out=SPELLED_OUT,
)
