"""English words that no rule of endings brings together: "went" is found by "go", "dad" by "father".

Each line names a word first and then its other forms. A form that is as often
another word ("left", "saw", "lay") stays itself.
"""

ENGLISH = """
arise arose arisen; awake awoke awoken; bear bore borne; beat beaten; begin began begun; bend bent; bite bit bitten;
bleed bled; blow blew blown; break broke broken; breed bred; bring brought; build built; burn burnt; buy bought;
catch caught; choose chose chosen; cling clung; come came; creep crept; deal dealt; dig dug; draw drew drawn;
dream dreamt; drink drank drunk; drive drove driven; eat ate eaten; fall fell fallen; feed fed; feel felt;
fight fought; find found; flee fled; fly flew flown; forbid forbade forbidden; forget forgot forgotten;
forgive forgave forgiven; freeze froze frozen; go went gone; grow grew grown; hang hung; hear heard; hide hid hidden;
hold held; keep kept; kneel knelt; know knew known; lead led; lean leant; leap leapt; learn learnt; lend lent;
lie lain; light lit; lose lost; mean meant; meet met; mistake mistook mistaken; pay paid; prove proven;
ride rode ridden; ring rang rung; rise rose risen; run ran; see seen; seek sought; sell sold; send sent; sew sewn;
shake shook shaken; shine shone; shoot shot; show shown; shrink shrank shrunk; sing sang sung; sink sank sunk;
sit sat; sleep slept; slide slid; smell smelt; speak spoke spoken; spell spelt; spend spent; spill spilt; spin spun;
spoil spoilt; spring sprang sprung; stand stood; steal stole stolen; stick stuck; sting stung; stride strode;
strike struck stricken; swear swore sworn; sweep swept; swell swollen; swim swam swum; swing swung; teach taught;
tear tore torn; tell told; think thought; throw threw thrown; understand understood; undertake undertook undertaken;
wake woke woken; wear wore worn; weave wove woven; weep wept; win won; withdraw withdrew withdrawn;
write wrote written; overcome overcame; become became; redo redid redone; rebuild rebuilt; man men; woman women;
person people; foot feet; tooth teeth; goose geese; mouse mice; life lives; wife wives; knife knives; leaf leaves;
half halves; shelf shelves; wolf wolves; loaf loaves; thief thieves; self selves; calf calves; analysis analyses;
crisis crises; criterion criteria; phenomenon phenomena; curriculum curricula; mother mum mums mom moms mommy mama;
father dad dads daddy papa; kid kids child children childrens; grandma grandmother grandmothers; grandpa grandfather;
photo photos photograph photographs picture pictures pic pics; bike bikes bicycle bicycles; fridge refrigerator;
tv television telly; exam exams examination; app apps application applications; phone telephone; gym gymnasium;
flu influenza; advert ad ads advertisement; movie movies film films
"""

GROUPS = [line.split() for line in ENGLISH.split(";")]
